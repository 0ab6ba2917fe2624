from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common_meeting import DAY, MeetingCase


@tagged("post_install", "-at_install")
class TestLeadershipMeeting(MeetingCase):
    """B5: what was raised is dealt with in a meeting of the leaders, and ends in measures."""

    def test_members_and_chair_come_from_the_leadership_team(self):
        meetings = self.env["talk.meeting"].with_user(self.officer_user)
        with self.on("2026-11-22"):
            form = Form(meetings.with_company(self.company))
            form.name = "Meeting"
            form.date = DAY
            form.team_id = self.team
            meeting = form.save()
        self.assertEqual(meeting.member_ids, self.secretary | self.director | self.deputy)
        self.assertEqual(meeting.chair_id, self.secretary)

    def test_whoever_handles_an_item_puts_it_on_the_agenda_and_it_reaches_its_measure(self):
        with self.on("2026-12-01"):
            meeting = self.plan()
            item = self.known()
            item.with_user(self.head_user).title = "zq7 accounts"
            point = self.put(meeting, item)
            self.assertEqual(point.title, "zq7 accounts")
            self.assertEqual(point.display_name, "Democratic life meeting, point 1")
        with self.on(DAY):
            writer = meeting.with_user(self.writer_user)
            writer.action_hold()
            point.write({"cause": "zq8 nobody asked IT", "discussion": "zq8 all agreed"})
            self.decide(point)
            action = point.action_measure()
            self.assertEqual(action["context"]["default_point_id"], point.id)
            measure = self.measure(point)
            writer.write({"absent_ids": self.director.ids, "notes": "zq8 next time in May"})
            wizard = self.env[writer.action_close()["res_model"]].with_user(self.writer_user)
            wizard = wizard.create({"meeting_id": meeting.id})
            self.assertEqual(wizard.open_item_ids, item)
            with self.assertRaisesRegex(UserError, "what becomes"):
                wizard.action_close()
            wizard.remark = "zq8 the head goes on"
            wizard.action_close()
        self.assertEqual(meeting.state, "closed")
        self.assertEqual(item.with_user(self.head_user).cause, "zq8 nobody asked IT")
        self.assertEqual(point.measure_ids, measure)
        self.assertEqual(meeting.with_user(self.deputy_user).closing_remark, "zq8 the head goes on")
        self.assertEqual(meeting.with_user(self.deputy_user).absent_ids, self.director)

    def test_a_closed_meeting_stays_as_it_is(self):
        with self.on("2026-12-01"):
            meeting = self.plan()
            point = self.put(meeting, self.known())
        with self.on(DAY):
            writer = meeting.with_user(self.writer_user)
            writer.action_hold()
            self.decide(point, decided="more")
            writer._close("zq8 later")
            for change in (
                lambda: point.write({"discussion": "x"}),
                lambda: writer.write({"notes": "x"}),
                lambda: meeting.with_user(self.officer_user).write({"name": "x"}),
                lambda: self.put(meeting, self.known()),
            ):
                with self.assertRaisesRegex(UserError, "is closed"):
                    change()

    def test_closing_names_everything_that_is_missing(self):
        with self.on("2026-12-01"):
            meeting = self.plan()
            items = self.known() | self.known(self.doctor) | self.known(self.nurse)
            points = self.put(meeting, items)
        with self.on(DAY):
            writer = meeting.with_user(self.writer_user)
            with self.assertRaisesRegex(UserError, "cannot go from"):
                writer.action_close()
            writer.action_hold()
            self.decide(points[0])
            self.decide(points[1], decided="handed")
            with self.assertRaises(UserError) as raised:
                writer.action_close()
        sentence = str(raised.exception)
        self.assertIn("point 1 was adopted: a measure", sentence)
        self.assertIn("point 2: the department", sentence)
        self.assertIn("point 3: what was decided", sentence)

    def test_points_of_the_same_root_are_put_together_and_taken_apart(self):
        with self.on("2026-12-01"):
            meeting = self.plan()
            items = self.known() | self.known(self.doctor)
            points = self.put(meeting, items)
            points.action_put_together()
            one = points.exists()
            self.assertEqual(one.item_ids, items)
            one.action_take_apart()
        agenda = self.env["talk.meeting.point"].search([("meeting_id", "=", meeting.id)])
        self.assertEqual(len(agenda), 2)
        self.assertEqual(agenda.item_ids, items)

    def test_open_items_of_an_area_are_picked_in_one_go(self):
        with self.on("2026-12-01"):
            meeting = self.plan()
            items = self.known() | self.known(self.doctor)
            self.raised(passing="none")
            put = self.env["talk.meeting.put"].with_user(self.head_user)
            form = Form(put.with_context(default_meeting_id=meeting.id))
            form.area_id = self.area
            form.is_one = True
            form.title = "zq7 systems"
            wizard = form.save()
            self.assertEqual(wizard.item_ids, items)
            wizard.action_put()
        point = self.env["talk.meeting.point"].search([("meeting_id", "=", meeting.id)])
        self.assertEqual((len(point), point.item_ids), (1, items))

    def test_what_was_between_two_becomes_known_only_where_somebody_agreed(self):
        with self.on("2026-12-01"):
            meeting = self.plan()
            private = self.raised(passing="none")
            with self.assertRaisesRegex(UserError, "Nobody agreed"):
                self.put(meeting, private)
        self.assertTrue(private.is_private)

    def test_what_cannot_stand_on_an_agenda_is_refused_in_a_sentence(self):
        with self.on("2026-12-01"):
            item = self.known()
            for lacking, sentence in (
                ({"secretary_id": False}, "Nobody keeps the minutes"),
                ({"member_ids": False, "chair_id": self.head.id}, "Nobody takes part"),
            ):
                with self.assertRaisesRegex(UserError, sentence):
                    self.put(self.plan(**{"team_id": False, **lacking}), item)
            meeting = self.plan()
            self.put(meeting, item)
            with self.assertRaisesRegex(UserError, "stands on the agenda"):
                self.put(meeting, item)
            over = self.known(self.doctor)
            over.sudo().write({"state": "declined"})
            with self.assertRaisesRegex(UserError, "only what is still being handled"):
                self.put(meeting, over)
            off = self.plan()
            off.active = False
            with self.assertRaises(UserError):
                self.put(off, self.known(self.doctor))

    def test_meeting_is_not_held_before_its_day_nor_moved_after(self):
        with self.on("2026-12-01"):
            meeting = self.plan()
            point = self.put(meeting, self.known())
            writer = meeting.with_user(self.writer_user)
            with self.assertRaisesRegex(UserError, "cannot be held before"):
                writer.action_hold()
            with self.assertRaisesRegex(UserError, "once .* was held"):
                self.decide(point)
        with self.on(DAY):
            writer.action_hold()
            with self.assertRaisesRegex(UserError, "neither moved nor called off"):
                meeting.with_user(self.officer_user).date = "2026-12-28"

    def test_only_the_secretary_writes_the_minutes(self):
        with self.on("2026-12-01"):
            meeting = self.plan()
            point = self.put(meeting, self.known())
        for user in (self.deputy_user, self.chair_user, self.head_user):
            with self.assertRaisesRegex(AccessError, "written by its secretary, Inspector"):
                point.with_user(user).write({"discussion": "x"})
        for user in (self.chair_user, self.deputy_user, self.officer_user):
            with self.assertRaises(AccessError):
                meeting.with_user(user).write({"notes": "x"})

    def test_a_measure_of_a_meeting_is_for_what_stands_in_its_point(self):
        with self.on("2026-12-01"):
            meeting = self.plan()
            one, other = self.known(), self.known(self.doctor)
            point, second = self.put(meeting, one | other)
            with self.assertRaisesRegex(UserError, "stands in its point"):
                self.measure(point, item_ids=second.sudo().item_ids.ids)
            with self.assertRaisesRegex(UserError, "who carries"):
                self.measure(point, owner_id=False)
            with self.assertRaisesRegex(UserError, "by when"):
                self.measure(point, date_due=False)

    def test_point_is_taken_off_until_it_was_decided(self):
        with self.on("2026-12-01"):
            meeting = self.plan()
            first, second, third = self.put(
                meeting, self.known() | self.known(self.doctor) | self.known(self.nurse)
            )
            with self.assertRaises(AccessError):
                first.with_user(self.deputy_user).action_take_off()
            first.with_user(self.head_user).action_take_off()
            second.action_take_off()
        with self.on(DAY):
            meeting.with_user(self.writer_user).action_hold()
            self.decide(third)
            with self.assertRaisesRegex(UserError, "was decided on"):
                third.action_take_off()

    def test_secretary_makes_one_item_of_the_same_matter_and_the_agenda_follows(self):
        with self.on("2026-12-01"):
            meeting = self.plan()
            one, other = self.known(), self.known(self.doctor)
            first, second = self.put(meeting, one | other)
            with self.assertRaises(AccessError):
                one.with_user(self.deputy_user)._merge_into(other.with_user(self.deputy_user))
            (first | second).action_put_together()
            point = (first | second).exists()
            with self.assertRaises(AccessError):
                point.with_user(self.deputy_user).action_make_one()
            point.action_make_one()
        self.env.invalidate_all()
        self.assertEqual(len(point.item_ids), 1)
        self.assertEqual(sorted((one | other).mapped("state")), ["merged", "new"])
        self.assertEqual(point.sudo().item_ids.raiser_count, 2)

    def test_the_button_of_a_point_begins_a_measure_that_is_filled_in(self):
        with self.on("2026-12-01"):
            meeting = self.plan()
            item = self.known()
            point = self.put(meeting, item)
        with self.on(DAY):
            meeting.with_user(self.writer_user).action_hold()
            self.decide(point)
            action = point.action_measure()
            measures = self.env["talk.measure"].with_user(self.writer_user)
            view = action["views"][0][0] if action.get("views") else None
            form = Form(measures.with_context(**action["context"]), view=view or None)
            self.assertEqual(form.area_id, self.area)
            form.title = "zq9 accounts for all"
            form.owner_id = self.doctor
            form.date_due = "2027-01-31"
            measure = form.save()
        self.assertEqual((measure.point_id, measure.item_ids), (point, item))
        self.assertEqual(point.measure_ids, measure)

    def test_secretary_works_on_the_forms_of_meeting_and_point(self):
        with self.on("2026-12-01"):
            meeting = self.plan()
            point = self.put(meeting, self.known())
        with self.on(DAY):
            meeting.with_user(self.writer_user).action_hold()
            with Form(meeting.with_user(self.writer_user)) as form:
                form.notes = "zq8 well prepared"
                form.absent_ids.add(self.director)
            with Form(point) as form:
                form.cause = "zq8 nobody asked"
                form.decided = "more"
                form.decision = "zq8 ask IT"
        self.env.invalidate_all()
        self.assertEqual(meeting.with_user(self.deputy_user).notes, "zq8 well prepared")
        self.assertEqual(meeting.with_user(self.deputy_user).absent_ids, self.director)
        self.assertEqual(point.with_user(self.deputy_user).decision, "zq8 ask IT")

    def test_chair_changes_who_takes_part_on_the_form(self):
        with self.on("2026-12-01"):
            meeting = self.plan()
            self.put(meeting, self.known())
            with Form(meeting.with_user(self.chair_user)) as form:
                form.member_ids.add(self.nurse)
        self.assertIn(self.nurse, meeting.sudo().member_ids)
