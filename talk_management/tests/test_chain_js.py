from odoo.tests import HttpCase, tagged

from .common import TalkCase

HOOT = (
    "/web/tests?headless&loglevel=2&preset=desktop&timeout=15000"
    "&filter=%22@talk_management/chain%22"
)


@tagged("post_install", "-at_install")
class TestChainScreen(TalkCase, HttpCase):
    """The picture of the chain in a real browser."""

    def test_the_component_with_the_answers_of_a_server(self):
        self.browser_js(
            HOOT, "", "", login="admin", timeout=300, success_signal="[HOOT] Test suite succeeded"
        )

    def test_the_officer_walks_from_the_institution_to_a_person_and_back(self):
        self.start_tour(
            "/odoo/talk-chain", "talk_management_chain_officer", login=self.officer_user.login
        )

    def test_a_head_walks_through_the_own_chain(self):
        self.start_tour(
            "/odoo/my-talk-chain", "talk_management_chain_head", login=self.head.user_id.login
        )

    def test_a_person_in_the_address_survives_a_reload(self):
        self.browser_js(
            f"/odoo/talk-chain/{self.nurse.id}",
            "console.log('test successful')",
            "document.querySelector('.o_talk_chain_centre')?.textContent.includes('Nurse')",
            login=self.officer_user.login,
        )
