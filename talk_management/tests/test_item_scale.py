import time

from lxml import etree

from odoo.tests import tagged
from odoo.tools import SQL

from .common_growth import grow_departments
from .common_item import ItemCase

FEW, MANY = 100, 10_000


@tagged("post_install", "-at_install")
class TestItemScale(ItemCase):
    """Lists and forms of what was raised cost the same for a hundred items and ten thousand."""

    def grow(self, number, people=None):
        """Items that the nurse raised with the head, who handles them and whose superior was told
        of them, or as many of ``people`` in turn; put into the tables directly, as the way of
        the ORM takes minutes."""
        self.env.flush_all()
        values = {
            "number": number,
            "company": self.company.id,
            "area": self.area.id,
            "owners": (people or self.head).ids,
            "told": (people or self.deputy).ids,
            "employees": (people or self.nurse).ids,
            "day": self.company._talk_today(),
        }
        self.env.cr.execute(
            """WITH item AS (
                    INSERT INTO talk_item (name, company_id, area_id, kind, urgency, state,
                                           owner_id, escalated_to_id, escalation_level,
                                           date_opened, date_due, raiser_count, is_private)
                    SELECT 'G' || %(number)s || '-' || n, %(company)s, %(area)s, 'difficulty',
                           'normal', 'new', (%(owners)s)[1 + n %% cardinality(%(owners)s)],
                           (%(told)s)[1 + n %% cardinality(%(told)s)], 1, %(day)s,
                           %(day)s::date + n %% 300 - 150, 1, FALSE
                      FROM generate_series(1, %(number)s) n RETURNING id
                ), content AS (
                    INSERT INTO talk_item_content (item_id, title, cause)
                    SELECT id, 'Matter ' || id, 'Cause ' || id FROM item
                ), word AS (
                    INSERT INTO talk_item_word (item_id, text) SELECT id, 'No access.' FROM item
                ), reply AS (
                    INSERT INTO talk_reply (item_id, company_id, round, state, date_since,
                                            date_due)
                    SELECT id, %(company)s, 1, 'due', %(day)s, %(day)s::date + 15 FROM item
                    RETURNING id
                ), body AS (
                    INSERT INTO talk_reply_content (reply_id, body) SELECT id, 'Dear' FROM reply
                ), measure AS (
                    INSERT INTO talk_measure (name, company_id, area_id, owner_id, kind, state,
                                              date_due, is_private, progress)
                    SELECT 'G' || id, %(company)s, %(area)s,
                           (%(owners)s)[1 + id %% cardinality(%(owners)s)], 'quick', 'planned',
                           %(day)s::date + 15, FALSE, 0
                      FROM item RETURNING id, substr(name, 2)::int AS item_id
                ), hung AS (
                    INSERT INTO talk_measure_item_rel (measure_id, item_id)
                    SELECT id, item_id FROM measure
                ), done AS (
                    INSERT INTO talk_measure_content (measure_id, title)
                    SELECT id, 'Do it' FROM measure
                )
                INSERT INTO talk_item_raiser (item_id, employee_id, responsible_id, passing, words,
                                              is_passed_on, wants_reply, state)
                SELECT id, (%(employees)s)[1 + id %% cardinality(%(employees)s)],
                       (%(owners)s)[1 + (id + 1) %% cardinality(%(owners)s)],
                       'named', 'No access.', TRUE, FALSE, 'waiting'
                  FROM item""",
            values,
        )
        # an earlier test that was undone may have left the planner with figures of nobody
        self.env.cr.execute(
            "ANALYZE talk_item, talk_item_content, talk_item_word, talk_item_raiser, talk_reply,"
            " talk_reply_content, talk_measure, talk_measure_content, talk_measure_item_rel"
        )
        self.env.invalidate_all()

    def spec(self, model, kind):
        """What the web client reads for the view, as the model's user gets it."""
        arch = etree.fromstring(model.get_view(view_type=kind)["arch"])
        return self.spec_of(model, arch)

    def spec_of(self, model, node):
        found = {}
        for child in node.xpath(".//field[not(ancestor::field)]"):
            field = model._fields[child.get("name")]
            found[field.name] = {}
            if field.type == "many2one":
                found[field.name] = {"fields": {"display_name": {}}}
            elif field.type in ("one2many", "many2many"):
                lists = child.xpath("./list")
                inner = etree.fromstring(etree.tostring(lists[0])) if lists else etree.Element("l")
                fields = self.spec_of(model.env[field.comodel_name], inner)
                found[field.name] = {"fields": fields, "limit": 40}
        return found

    def cost(self, name, user):
        """``(rows shown, queries of the list, queries of the form)`` of model ``name``."""
        model = self.env[name].with_user(user).with_company(self.company)
        domain = [("company_id", "=", self.company.id)]
        if name == "talk.item.raiser":
            domain = [("employee_id", "=", self.nurse.id)]
        in_list, in_form = self.spec(model, "list"), self.spec(model, "form")

        def counted(reading):
            self.flush()
            before = self.env.cr.sql_log_count
            found = reading()
            return found, self.env.cr.sql_log_count - before

        found, of_list = counted(
            lambda: model.web_search_read(domain, in_list, limit=80, count_limit=10_001)
        )
        one = model.browse([row["id"] for row in found["records"][:1]])
        _read, of_form = counted(lambda: one.web_read(in_form))
        return len(found["records"]), of_list, of_form

    def costs(self):
        """Of each list under the rules of each role."""
        roles = {
            "raiser": self.nurse_user,
            "responsible and owner": self.head_user,
            "superior who was told": self.deputy.user_id,
            "HR officer": self.officer_user,
            "administrator": self.manager_user,
            "discipline officer": self.discipline_user,
            "anybody else": self.inspector.user_id,
        }
        found = {
            (what, role): self.cost(name, user)
            for what, name in (
                ("items", "talk.item"),
                ("replies", "talk.reply"),
                ("measures", "talk.measure"),
            )
            for role, user in roles.items()
        }
        for role in ("raiser", "responsible and owner", "superior who was told"):
            found["raised", role] = self.cost("talk.item.raiser", roles[role])
        return found

    def test_no_list_goes_through_all_others_for_each_row(self):
        """With an array in place of a set, the words of ten thousand items took seconds."""
        self.grow(MANY)
        for name in (
            "talk.item",
            "talk.item.raiser",
            "talk.item.content",
            "talk.item.word",
            "talk.reply",
            "talk.reply.content",
            "talk.measure",
            "talk.measure.content",
        ):
            found = self.env[name].with_user(self.head_user)._search([], order="id", limit=80)
            started = time.monotonic()
            self.env.execute_query(found.select())
            self.assertLess(time.monotonic() - started, 2, name)

    def test_lists_and_forms_cost_the_same_for_a_hundred_and_ten_thousand_items(self):
        self.grow(FEW)
        self.costs()  # fills the caches
        few = self.costs()
        for role in ("superior who was told", "HR officer", "administrator"):
            for what in ("items", "replies", "measures"):
                self.assertEqual(few[what, role][0], 80, f"{what} of {role}")
        self.assertEqual(few["raised", "raiser"][0], 80)
        for role in ("raiser", "discipline officer", "anybody else"):
            for what in ("items", "replies", "measures"):
                self.assertEqual(few[what, role][0], 0, f"{what} of {role}")
        self.grow(MANY - FEW)
        self.assertEqual(self.costs(), few)

    def test_the_few_items_of_one_person_are_found_by_index(self):
        grow_departments(self, 100)
        people = self.env["hr.employee"].search([("company_id", "=", self.company.id)])
        self.grow(MANY, people)
        self.env.cr.execute("ANALYZE hr_employee")
        user = self.inspector.user_id
        found = self.env["talk.item"].with_user(user)._search([], order="id")
        self.assertLess(len(found.get_result_ids()), 200)
        plan = str(self.env.execute_query(SQL("EXPLAIN %s", found.select())))
        for table in ("talk_item", "talk_item_raiser"):
            self.assertNotIn(f"Seq Scan on {table} ", plan)

    def test_the_figures_cost_the_same(self):
        def queries():
            items = self.env["talk.item"].with_user(self.officer_user).with_company(self.company)
            self.flush()
            before = self.env.cr.sql_log_count
            items.formatted_read_group(
                [], ["area_id", "urgency"], ["open_count:sum", "days_to_solve:avg"]
            )
            return self.env.cr.sql_log_count - before

        self.grow(FEW)
        queries()
        few = queries()
        self.grow(MANY - FEW)
        self.assertEqual(queries(), few)
