from odoo.tests import HttpCase, tagged

from .common import TalkCase

HOOT = (
    "/web/tests?headless&loglevel=2&preset=desktop&timeout=15000"
    "&filter=%22@talk_management/record_autosave%22"
)
TYPE = """
(async () => {
    const until = async (found) => {
        while (!found()) await new Promise((tick) => setTimeout(tick, 50));
    };
    const box = document.querySelector("[name=%(field)s] textarea");
    box.focus();
    box.value = "%(words)s";
    box.setSelectionRange(4, 4);
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await until(() => document.querySelector(".o_talk_autosave")?.textContent.startsWith("Saved"));
    if (document.activeElement !== box || box.selectionStart !== 4) {
        throw new Error("the cursor was lost");
    }
    console.log("test successful");
})();
"""


@tagged("post_install", "-at_install")
class TestRecordAutosave(TalkCase, HttpCase):
    """What was typed is on the server a few seconds later, whatever becomes of the page."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.talk = cls.make_talk(cls.head, cls.nurse, "2025-11-20")
        cls.talk.action_hold()
        cls.record = cls.talk.record_ids.sudo()
        cls.flush()

    def type_and_leave(self, path, field, words, login):
        """Type in a real browser, wait for “Saved”, and kill the page without leaving the form."""
        ready = f"!!document.querySelector('[name={field}] textarea')"
        script = TYPE % {"field": field, "words": words}
        self.browser_js(path, script, ready, login=login, timeout=60)
        self.env.invalidate_all()

    def test_the_form_with_the_answers_of_a_server(self):
        self.browser_js(
            HOOT, "", "", login="admin", timeout=300, success_signal="[HOOT] Test suite succeeded"
        )

    def test_words_typed_in_a_record_are_found_after_the_page_was_killed(self):
        path = f"/odoo/talk-records/{self.record.id}"
        self.type_and_leave(path, "content", "her mother is ill", self.head.user_id.login)
        self.assertEqual(self.record.content, "her mother is ill")
        self.assertEqual(self.record.revision, 1)

    def test_a_statement_is_saved_as_a_draft_that_nobody_else_reads(self):
        action = self.talk.with_user(self.nurse.user_id).action_my_statement()
        statement = self.env["talk.statement"].browse(action["res_id"])
        path = f"/odoo/talk-statements/{statement.id}"
        self.type_and_leave(path, "text", "what I say myself", self.nurse.user_id.login)
        self.assertEqual((statement.text, statement.state), ("what I say myself", "draft"))
        found = self.env["talk.statement"].with_user(self.head.user_id).search([])
        self.assertFalse(found)
