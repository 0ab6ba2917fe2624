from odoo.fields import Command

from .common_item_handling import HandlingCase

RAISED, MET, GRANTED, SOLVED = "2026-11-02", "2026-11-10", "2026-11-12", "2026-11-16"
# as each of them lets it be passed on
PASSED_ON = (
    "zqa I cannot get into the office system.",
    "zqb Notices reach me on paper, days late.",
    "zqc My account was never opened.",
)
CAUSE = "zqd People on the institute's payroll are not in headquarters' directory."
ANSWER = "zqe Headquarters has opened accounts; whoever comes gets one on the first day."
REPLY = "zqf You can get in from today on. The help desk is on extension 8000."

CHAIN = "talk.edge"  # who answers for whom: leaders know their people


class BankCase(HandlingCase):
    """B6b. Three postdocs of the bank's institute, each in a confidential talk with another
    leader: the director, the deputy and the head of their department. What they said is handled
    by the head of the office, and granted by headquarters' IT department."""

    # pylint: disable=missing-return
    @classmethod
    def setUpPeople(cls):
        super().setUpPeople()
        cls.postdocs = cls.env["hr.employee"].union(
            *(cls.make_employee(name) for name in ("annaqz", "borisqz", "chengqz"))
        )
        cls.anna, cls.boris, cls.cheng = cls.postdocs
        cls.newcomers = "zqg accounts on arrival"

    # pylint: disable=missing-return
    @classmethod
    def setUpStructure(cls):
        super().setUpStructure()
        cls.postdocs.department_id = cls.cardiology

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.leaders = cls.director | cls.deputy | cls.head

    # the steps, in the order of the story

    def hear(self):
        """An item from each of the three talks; the third postdoc wants it in writing."""
        items = self.env["talk.item"]
        for postdoc, leader, words in zip(self.postdocs, self.leaders, PASSED_ON, strict=True):
            items |= self.known(
                postdoc,
                responsible=leader,
                words=words,
                text=f"{words} But do not say that it was I.",
                urgency="urgent",
                wants_reply=postdoc == self.cheng,
            )
        return items

    def merge(self, items):
        """The deputy and the head give theirs to the director, who makes one of the three."""
        target, others = items[0], items[1:]
        for item in others:
            self.hand(item, employee=self.director)
        self.by(self.director, target).title = "Access to the office system"
        self.by(self.director, others)._merge_into(self.by(self.director, target))
        self.flush()
        return target

    def plan_meeting(self):
        meetings = self.env["talk.meeting"].with_user(self.officer_user)
        return meetings.with_company(self.company).create(
            {
                "name": "Meeting of the leadership team",
                "date": MET,
                "team_id": self.team.id,
                "secretary_id": self.inspector.id,
            }
        )

    def put_on(self, meeting, item):
        dialogs = self.env["talk.meeting.put"].with_user(self.director.user_id)
        dialogs.create({"meeting_id": meeting.id, "item_ids": item.ids}).action_put()
        self.flush()
        return self.env["talk.meeting.point"].search([("meeting_id", "=", meeting.id)])

    def decide(self, point):
        """The secretary writes down the root cause, and what is to be done: at once, and for
        good."""
        point = self.by(self.inspector, point)
        point.cause = CAUSE
        point.write({"decided": "adopted", "decision": "zqh The office asks headquarters."})
        measures = self.env["talk.measure"].with_user(self.inspector.user_id)
        common = {"point_id": point.id, "item_ids": [Command.set(point.sudo().item_ids.ids)]}
        quick, lasting = measures.with_company(self.company).create(
            [
                {
                    **common,
                    "title": "zqi open the accounts",
                    "kind": "quick",
                    "owner_id": self.technician.id,
                    "outside_party": "IT department of headquarters",
                    "date_due": GRANTED,
                },
                {
                    **common,
                    "title": self.newcomers,
                    "kind": "lasting",
                    "owner_id": self.technician.id,
                    "date_due": "2026-11-30",
                },
            ]
        )
        self.flush()
        return quick, lasting

    def carry_out(self, measure, evidence="zqj tried out by the help desk"):
        own = self.by(self.technician, measure)
        own.action_start()
        own.evidence = evidence
        own.action_done()
        self.flush()

    def evaluate(self, measure, by=None):
        own = self.by(by or self.clerk, measure)
        own.write({"evaluation": "zqk they get in", "effect": "effective"})
        own.action_evaluate()
        self.flush()

    def reply(self, item, body=REPLY):
        own = self.by(item.owner_id, item.reply_ids.filtered(lambda one: one.state == "due"))
        own.body = body
        own.action_draft()
        own.action_sign()
        own.action_deliver()
        self.flush()

    def write_down_the_end(self, item, answer=ANSWER):
        self.by(item.owner_id, item).write(
            {"answer": answer, "evaluation": "zqk they get in", "effect": "effective"}
        )

    def own_row(self, postdoc, item):
        rows = self.by(postdoc, self.env["talk.item.raiser"]).search([("item_id", "=", item.id)])
        return rows

    def run_job(self):
        """What the job of raised items does at once when somebody has spoken."""
        self.flush()
        for _name, step in self.env["talk.item"]._item_steps():
            step()
        self.flush()

    # what can be found out

    def everything_read_by(self, user):
        """All that ``user`` can read of anything of this addon: ``[(model, text of the row)]``."""
        self.flush()
        env = self.env(user=user, su=False)
        rows = []
        for name in sorted(env.registry):
            model = env[name]
            if not name.startswith("talk.") or model._abstract or model._transient:
                continue
            if name != CHAIN and model.has_access("read"):
                types = model.fields_get(attributes=["type"])
                fields = [field for field, facts in types.items() if facts["type"] != "binary"]
                rows += [(name, str(row).lower()) for row in model.search([]).read(fields)]
        told = [("res_model", "=like", "talk.%")]
        activities = env["mail.activity"].search(told)
        words = ["summary", "note", "res_name", "display_name", "create_uid"]
        rows += [("mail.activity", str(row).lower()) for row in activities.read(words)]
        messages = env["mail.message"].search([("model", "=like", "talk.%")])
        words = ["subject", "body", "record_name", "author_id"]
        return rows + [("mail.message", str(row).lower()) for row in messages.read(words)]

    def where_read(self, user, *texts):
        """In which models ``user`` reads one of these texts."""
        texts = [text.lower() for text in texts]
        read = self.everything_read_by(user)
        return {name for name, row in read if any(text in row for text in texts)}
