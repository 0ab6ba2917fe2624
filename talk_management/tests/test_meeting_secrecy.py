from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common_meeting import DAY, MeetingCase


@tagged("post_install", "-at_install")
class TestMeetingSecrecy(MeetingCase):
    """Those who take part read the agenda and its words, nobody else; names are told to none."""

    def setUp(self):
        super().setUp()
        with self.on("2026-12-01"):
            self.meeting = self.plan()
            self.item = self.known()
            self.item.with_user(self.head_user).title = "zq7 accounts"
            self.point = self.put(self.meeting, self.item)
            self.point.cause = "zq7 nobody asked"
        self.env.invalidate_all()

    def outsiders(self):
        return (
            self.nurse_user,
            self.officer_user,
            self.manager_user,
            self.discipline_user,
            self.outsider().user_id,
        )

    def outsider(self):
        found = self.env["hr.employee"].search([("name", "=", "Other")], limit=1)
        return found or self.make_employee("other")

    def test_nobody_else_sees_the_agenda_or_reads_the_minutes(self):
        for user in self.outsiders():
            with self.subTest(user=user.name):
                self.assertFalse(self.meeting.with_user(user).point_ids)
                self.assertFalse(self.meeting.with_user(user).notes)
                points = self.env["talk.meeting.point"].with_user(user)
                self.assertFalse(points.search([("meeting_id", "=", self.meeting.id)]))
                with self.assertRaises(AccessError):
                    self.point.with_user(user).read(["sequence", "cause"])
                contents = self.env["talk.meeting.point.content"].with_user(user)
                self.assertFalse(contents.search([("point_id", "=", self.point.id)]))
                for press in ("action_agenda", "action_put_on", "action_hold", "action_close"):
                    with self.assertRaises(UserError):
                        getattr(self.meeting.with_user(user), press)()

    def test_those_who_take_part_read_the_words_and_never_who_raised_it(self):
        named = None
        with self.on("2026-12-01"):
            named = self.known(self.doctor, passing="named")
            self.put(self.meeting, named)
        self.env.invalidate_all()
        for user in (self.deputy_user, self.writer_user, self.chair_user):
            with self.subTest(user=user.name):
                seen = self.item.with_user(user)
                self.assertEqual(seen.title, "zq7 accounts")
                self.assertEqual(seen.word_ids.mapped("text"), ["zq7 no office system"])
                raisers = self.env["talk.item.raiser"].with_user(user)
                self.assertFalse(raisers.search([("item_id", "in", (self.item | named).ids)]))
                self.env.invalidate_all()
                self.assertFalse(named.with_user(user).raiser_ids)
                self.assertEqual(self.point.with_user(user).cause, "zq7 nobody asked")
        self.env.invalidate_all()
        self.assertTrue(named.with_user(self.head_user).raiser_ids)

    def test_those_who_take_part_do_not_handle_what_is_on_the_agenda(self):
        for user in (self.deputy_user, self.writer_user):
            with self.assertRaises(AccessError):
                self.item.with_user(user).write({"title": "x"})

    def test_hr_officer_does_not_name_people_once_there_is_an_agenda(self):
        officer = self.make_employee("officer_person")
        officer.user_id = False
        officer.user_id = self.officer_user
        meeting = self.meeting.with_user(self.officer_user)
        for change in (
            {"secretary_id": officer.id},
            {"chair_id": officer.id},
            {"member_ids": [(4, officer.id)]},
            {"team_id": False},
            {"company_id": self.env.company.id},
        ):
            with self.subTest(change=change), self.assertRaisesRegex(AccessError, "reads it"):
                meeting.write(change)
        with self.on("2026-12-02"):
            meeting.write({"date": "2026-12-22"})
        with self.assertRaises(UserError):
            meeting.unlink()

    def test_members_who_leave_or_a_meeting_called_off_read_no_more(self):
        self.meeting.with_user(self.chair_user).member_ids = self.secretary | self.director
        self.env.invalidate_all()
        self.assertFalse(self.point.with_user(self.deputy_user).is_visible)
        with self.on("2026-12-02"):
            self.meeting.with_user(self.officer_user).active = False
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            self.item.with_user(self.director.user_id).read(["title"])

    def test_others_put_nothing_on_and_move_nothing(self):
        with self.on("2026-12-01"):
            item = self.known(self.doctor)
        vals = {"meeting_id": self.meeting.id, "item_ids": item.ids}
        for user in (*self.outsiders(), self.deputy_user, self.writer_user):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                self.env["talk.meeting.point"].with_user(user).create(vals)
        with self.assertRaises(AccessError):
            self.point.with_user(self.writer_user).write({"item_ids": item.ids})
        with self.assertRaises(AccessError):
            item.with_user(self.writer_user).action_put_on_agenda()

    def test_measures_of_the_meeting_are_read_by_those_who_take_part(self):
        with self.on(DAY):
            self.meeting.with_user(self.writer_user).action_hold()
            measure = self.measure(self.point)
        self.env.invalidate_all()
        self.assertEqual(measure.with_user(self.deputy_user).title, "zq9 accounts for all")
        self.assertFalse(measure.with_user(self.officer_user).title)
        for user in (self.deputy_user, self.officer_user):
            with self.on(DAY), self.assertRaises(AccessError):
                self.env["talk.measure"].with_user(user).create(
                    {
                        "point_id": self.point.id,
                        "item_ids": self.item.ids,
                        "title": "x",
                        "owner_id": self.doctor.id,
                        "date_due": "2027-01-31",
                    }
                )

    def test_the_remark_on_closing_is_not_set_by_hand(self):
        with self.assertRaises(AccessError):
            self.meeting.with_user(self.writer_user).write({"closing_remark": "x"})
        content = self.env["talk.meeting.content"].with_user(self.writer_user)
        content = content.search([("meeting_id", "=", self.meeting.id)])
        with self.assertRaises(AccessError):
            content.write({"closing_remark": "x"})
        with self.assertRaises(AccessError):
            self.meeting.with_user(self.officer_user).write({"state": "closed"})

    def test_those_who_take_part_read_neither_notes_of_the_handling_nor_replies(self):
        self.env["talk.item.step"]._note(
            self.item, "taken_up", self.head_user, {self.item.id: {"note": "zq6 asked for it"}}
        )
        vals = {"item_id": self.item.id, "company_id": self.company.id}
        vals |= {"date_since": "2026-12-01", "date_due": "2026-12-20"}
        reply = self.env["talk.reply"].create({**vals, "body": "zq6 it is done"})
        self.flush()
        self.env.invalidate_all()
        of_item = [("item_id", "=", self.item.id)]
        for user in (self.deputy_user, self.writer_user, self.chair_user):
            with self.subTest(user=user.name):
                self.assertFalse(self.env["talk.item.step"].with_user(user).search(of_item))
                self.assertFalse(self.env["talk.reply"].with_user(user).search(of_item))
                contents = self.env["talk.reply.content"].with_user(user)
                self.assertFalse(contents.search([("reply_id", "=", reply.id)]))
        own = self.env["talk.item.step"].with_user(self.head_user)
        self.assertIn("zq6 asked for it", own.search(of_item).mapped("note"))
        self.assertEqual(reply.with_user(self.head_user).body, "zq6 it is done")

    def test_naming_who_takes_part_changes_nothing_of_these_people(self):
        self.flush()
        leading = self.meeting.with_user(self.writer_user)
        for name in ("member_ids", "absent_ids"):
            for command in (
                Command.update(self.doctor.id, {"user_id": self.writer_user.id}),
                Command.create({"name": "zq8"}),
                Command.delete(self.doctor.id),
            ):
                with self.subTest(name=name), self.assertRaises(UserError):
                    leading.write({name: [command]})
        self.assertNotEqual(self.doctor.user_id, self.writer_user)
        leading.write({"member_ids": [Command.link(self.doctor.id)]})
        self.assertIn(self.doctor, self.meeting.sudo().member_ids)
