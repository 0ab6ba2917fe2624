from odoo.tests import tagged

from .security_case import REFUSALS, ROLES, HeldTalksCase, table
from .security_rows_item import ItemRows
from .security_rows_measure import MeasureRows
from .security_rows_meeting import MeetingRows
from .security_rows_proof import ProofRows
from .security_rows_reply import ReplyRows
from .security_rows_request import RequestRows
from .security_rows_steps import StepRows
from .security_rows_warning import WarningRows

# what is owed, planned and counted has its own tests; bookkeeping has no buttons
TESTED_ELSEWHERE = {
    "talk.obligation",
    "talk.plan",
    "talk.plan.line",
    "talk.quota",
    "talk.reception",
    "talk.report.delivery",
    "talk.trigger",
}


@tagged("post_install", "-at_install", "talk_security")
class TestStepsByRole(
    StepRows,
    MeasureRows,
    ReplyRows,
    ItemRows,
    WarningRows,
    MeetingRows,
    RequestRows,
    ProofRows,
    HeldTalksCase,
):
    """Every step from state to state, pressed by everybody over HTTP: allowed exactly where
    the table says, for the talk and the request for it, for open sessions and their bookings,
    for the record and what stands beside it."""

    def steps(self):
        return table("steps")

    # ---- one row in each state, of the employee's and the responsible's

    def rows(self):
        rows = {
            ("talk.talk", "planned"): self.planned,
            ("talk.talk", "cancelled"): self.cancelled,
            ("talk.talk", "held"): self.empty.sudo(),
            ("talk.record", "completed"): self.own.record_ids,
            ("talk.record", "locked"): self.locked(),
        }
        draft = self.hold_more(self.nurse, complete=False)
        rows["talk.record", "draft"] = draft.record_ids
        rows["talk.confirmation", "waiting"] = self.asked_by(self.own)
        rows["talk.confirmation", "objected"] = self.objected()
        for state, user, press in (
            ("confirmed", self.nurse.user_id, "action_met"),
            ("absent", self.head.user_id, "action_was_absent"),
        ):
            asked = self.asked_by(self.hold_more(self.nurse))
            getattr(asked.with_user(user), press)()
            rows["talk.confirmation", state] = asked
        rows |= self.rows_of_sessions_and_bookings()
        rows |= self.items_in_each_state()
        rows |= self.measures_in_each_state()
        rows |= self.replies_in_each_state()
        rows |= self.warning_in_each_state()
        rows |= self.meetings_in_each_state()
        return rows | self.rows_beside_records() | self.requests()

    def row(self, rows, model, state, method):
        """On the day itself where the button is pressed then."""
        return rows.get((model, state, method)) or rows[model, state]

    def requests(self):
        requests = {}
        for state, _label in self.env["talk.request"]._fields["state"].selection:
            draft, asked = self.make_requests()
            if state == "draft":
                requests["talk.request", state] = draft
                continue
            leader = self.env(user=self.head.user_id, su=False)
            vals = {"request_id": asked.id, "date_start": "2035-06-05 02:00:00"}
            leader["talk.request.time"].create(vals)
            leader["talk.request.word"].create({"request_id": asked.id, "text": "not now"})
            asked.state = state
            requests["talk.request", state] = asked
        return requests

    def press(self, call, model, method, row, role):
        """A time of the request's is agreed to by the side that did not propose it; a booking
        is moved to the other slot of its session."""
        if method == "action_move":
            other = row.session_id.slot_ids - row.slot_id
            return call(model, method, ids=row.ids, slot_id=other.id)
        if method != "action_accept":
            return call(model, method, ids=row.ids)
        others = "leader" if role == "employee" else "employee"
        times = row.time_ids.filtered(lambda time: time.side == others) or row.time_ids
        return call("talk.request.time", method, ids=times[:1].ids)

    # ---- the walk

    def test_every_step_is_allowed_exactly_where_the_table_says(self):
        rows, wrong = self.rows(), []
        self.flush()
        for role in ROLES:
            person = self.person(role)
            for number, step in enumerate(self.steps()):
                row = self.row(rows, step["model"], step["from"], step["method"])
                transport, call = person.transports[number % 2]
                with self.rolled_back():
                    answer = self.press(call, step["model"], step["method"], row, role)
                    self.env.invalidate_all(flush=False)
                    state = row.sudo().exists().state
                allowed = step[role] == "yes"
                fine = (
                    answer.error is None and state == step["to"]
                    if allowed
                    else answer.error in REFUSALS and state == step["from"]
                )
                if not fine:
                    wrong.append(f"{self.named(step)} by {role}, {transport}: {state}, {answer}")
        self.assertFalse(wrong, "\n".join(wrong))

    def named(self, step):
        return f"{step['model']} {step['from']} → {step['to']} ({step['method']})"

    def test_no_button_takes_a_step_the_table_does_not_have(self):
        """Each of the buttons, pressed in every other state by those whom it is for."""
        rows, wrong = self.rows(), []
        self.flush()
        known = {(step["model"], step["from"], step["method"]) for step in self.steps()}
        people = {}
        for step in self.steps():
            allowed = {role for role in ROLES if step[role] == "yes"}
            people.setdefault((step["model"], step["method"]), set()).update(allowed)
        for (model, method), roles in people.items():
            states = [key[1] for key in rows if key[0] == model and len(key) == 2]
            for state in states:
                if (model, state, method) in known:
                    continue
                row = self.row(rows, model, state, method)
                for role in roles:
                    with self.rolled_back():
                        answer = self.press(self.person(role).web, model, method, row, role)
                        self.env.invalidate_all(flush=False)
                        after = row.sudo().exists().state
                    if answer.error not in REFUSALS or after != state:
                        wrong.append(f"{model} {state}: {method} by {role}: {after}, {answer}")
        self.assertFalse(wrong, "\n".join(wrong))

    def test_paper_is_handed_in_by_whoever_holds_the_talk_and_nobody_else(self):
        """The statement of somebody without a user."""
        self.rows_beside_records()
        self.flush()
        for role in ROLES:
            for transport, call in self.person(role).transports:
                with self.subTest(role=role, transport=transport), self.rolled_back():
                    answer = call("talk.statement", "action_hand_in", ids=self.paper.ids)
                    self.env.invalidate_all(flush=False)
                    state = self.paper.sudo().state
                    if role == "responsible":
                        self.assertWorks(answer)
                        self.assertEqual(state, "handed_in")
                    else:
                        self.assertRefused(answer)
                        self.assertEqual(state, "draft")

    # ---- nothing is missing from the table

    def test_every_step_of_these_models_has_a_line(self):
        written = {(step["model"], step["from"], step["to"]) for step in self.steps()}
        written = {(name, *pair) for name, *pair in written if pair[0] != pair[1]}
        models = {step["model"] for step in self.steps()}
        possible = {(name, *pair) for name in models for pair in self.env[name]._transitions}
        self.assertEqual(possible - written, set(), "steps without a line")
        self.assertEqual(written - possible, set(), "lines without a step")

    def test_every_model_with_steps_is_walked_or_has_tests_of_its_own(self):
        walked = {step["model"] for step in self.steps()}
        found = {
            name
            for name in self.env
            if not self.env[name]._abstract and getattr(self.env[name], "_transitions", None)
        }
        self.assertEqual(found - walked - TESTED_ELSEWHERE, set(), "models nobody walks")
