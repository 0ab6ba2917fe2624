import base64

from .common import TalkCase

# a picture of one dot, as a signature drawn on screen is handed over
DOT = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
    "rkJggg=="
)
PDF = base64.b64encode(b"%PDF-1.4 signed by hand\n%%EOF").decode()
WHY = "zq8 I was on duty elsewhere"
WORDS = "zq8 her mother is ill"


class ProofCase(TalkCase):
    """The head owes nurse and doctor (no user) a talk each, and has held them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.make_rule("head_staff", date_from="2025-01-01", lead_days="")
        cls.today_is("2025-11-20")
        cls.talk = cls.make_talk(cls.head, cls.nurse, "2025-11-20")
        cls.doctors = cls.make_talk(cls.head, cls.doctor, "2025-11-21")
        (cls.talk | cls.doctors).action_hold()
        cls.flush()

    @classmethod
    def today_is(cls, day):
        with cls.on(cls, day):
            cls.env["talk.obligation"]._generate(cls.rule)

    def asked(self, user, talk=None):
        """What the talk asks its person, as ``user`` meets it."""
        talk = talk or self.talk
        return self.env["talk.confirmation"].with_user(user).search([("talk_id", "=", talk.id)])

    def owed(self, employee=None):
        """The state of what the head owes."""
        self.flush()
        owed = self.obligation(self.head, employee or self.nurse)
        return owed.filtered(lambda found: found.date_start.year == 2025)[:1].state

    def told(self, user):
        kind = self.env.ref("talk_management.activity_type_confirmation")
        return self.env["mail.activity"].search(
            [("user_id", "=", user.id), ("activity_type_id", "=", kind.id)]
        )

    @classmethod
    def write_record(cls, talk, words=WORDS):
        record = talk.record_ids.with_user(talk.responsible_id.user_id)
        record.write({"content": words})
        record.action_complete()
        cls.flush()
        return record

    def sign(self, record, user, image=DOT):
        signatures = self.env["talk.signature"].with_user(user)
        return signatures.create({"record_id": record.id, "image": image})


def large_picture():
    """A picture of more than a megabyte."""
    return base64.b64encode(base64.b64decode(DOT) + b"\0" * 1_000_001).decode()
