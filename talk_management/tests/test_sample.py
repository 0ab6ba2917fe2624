from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .test_sign import SignCase


@tagged("post_install", "-at_install")
class TestSample(SignCase):
    """Whoever may read records draws a random sample of them for a quality check."""

    def draw(self, user, count=2):
        samples = self.env["talk.sample"].with_user(user).with_company(self.company)
        with Form(samples) as form:
            form.date_from, form.date_to, form.count = "2026-11-01", "2026-11-30", count
        action = form.record.action_draw()
        return form.record, samples.env["talk.record"].search(action["domain"])

    def test_so_many_are_drawn_from_what_one_may_read(self):
        for person, day in zip(self.people, ("2026-11-02", "2026-11-03", "2026-11-04")):
            self.hold(person, day)
        sample, records = self.draw(self.head.user_id)
        self.assertEqual(sample.readable_count, 3)
        self.assertEqual(len(records.talk_id), 2)
        _sample, records = self.draw(self.head.user_id, count=50)
        self.assertEqual(len(records.talk_id), 3)

    def test_who_may_read_none_draws_none(self):
        self.hold(self.nurse)
        for user in (self.officer_user, self.deputy.user_id):
            with self.subTest(user=user.name), self.assertRaises(UserError):
                self.draw(user)
