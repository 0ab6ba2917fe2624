import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import { click, edit, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame, runAllTimers } from "@odoo/hoot-mock";
import { getService, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";

describe.current.tags("desktop");
defineMailModels();

const LAYERS = {
    1: { name: "Head with colleagues", code: "H2.6", line: "administrative" },
    2: { name: "Secretary with members", code: "H2.6", line: "party" },
    3: { name: "Members with each other", code: "H2.3", line: "administrative" },
};

const person = (id, name, vals = {}) => ({
    id,
    name,
    post: "",
    department: "Cardiology",
    has_user: true,
    can_open: true,
    count: 0,
    ...vals,
});

const above = (id, layer_id, stands_in = false) => ({ id, layer_ids: [layer_id], stands_in });

const chain = (vals = {}) => ({
    centre_id: 5,
    own_id: 5,
    is_officer: true,
    can_search: true,
    company: "Hospital",
    above: { administrative: [], party: [] },
    peers: [],
    below: [],
    people: { 5: person(5, "Nurse", { post: "Head nurse" }) },
    layers: LAYERS,
    ...vals,
});

const unit = (id, name, head_id, vals = {}) => ({ id, name, head_id, staff: 4, stand_in_ids: [], ...vals });

const institution = (vals = {}) => ({
    company: "Hospital",
    people_count: 12,
    gap_count: 2,
    teams: [
        {
            id: 1,
            name: "Leadership",
            department: "",
            vacant: ["Administrative head"],
            places: [
                { id: 1, is_principal: true },
                { id: 2, is_principal: false },
            ],
        },
    ],
    departments: [
        unit(11, "Cardiology", 3, { leader_id: 2, parent_id: false }),
        unit(12, "Infection", false, { leader_id: 2, parent_id: false, stand_in_ids: [2] }),
    ],
    branches: [unit(21, "Branch one", 3)],
    people: { 1: person(1, "Secretary"), 2: person(2, "Deputy"), 3: person(3, "Head") },
    ...vals,
});

/** Open the client action on the server's ``answers``, as an officer unless told otherwise. */
async function openChain(answers, { params = {}, isOfficer = true, isMine = false } = {}) {
    onRpc("has_group", () => isOfficer);
    onRpc("talk.edge", "get_chain", ({ args }) => {
        expect.step(`chain ${args[0] || "own"}`);
        return typeof answers.chain === "function" ? answers.chain(args[0]) : answers.chain;
    });
    onRpc("talk.edge", "get_institution", () => {
        expect.step("institution");
        return answers.institution;
    });
    onRpc("talk.edge", "get_unit_people", ({ args }) => {
        expect.step(`unit ${args.join(" ")}`);
        return [person(31, "Doctor"), person(32, "Nurse")];
    });
    onRpc("talk.edge", "search_people", ({ args }) => {
        expect.step(`search ${args[0]}`);
        return args[0] === "doc" ? [person(31, "Doctor")] : [];
    });
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: isMine ? "talk_management.my_chain" : "talk_management.chain",
        params,
    });
    await animationFrame();
}

async function press(target) {
    await click(target);
    await animationFrame();
}

test("those above stand in two lines, the nearest next to the person", async () => {
    const people = {
        5: person(5, "Nurse"),
        6: person(6, "Head"),
        7: person(7, "Deputy"),
        8: person(8, "Secretary", { has_user: false }),
    };
    const lines = { administrative: [[above(6, 1)], [above(7, 1)]], party: [[above(8, 2, true)]] };
    await openChain({ chain: chain({ above: lines, people }) }, { params: { employee_id: 5 } });
    expect.verifySteps(["chain 5"]);
    expect(queryAllTexts(".o_talk_chain_above .o_talk_chain_line")).toEqual([
        "Administrative line",
        "Party line",
    ]);
    expect(
        queryAllTexts(".o_talk_chain_above .o_talk_chain_administrative .o_talk_chain_name")
    ).toEqual(["Deputy", "Head"]);
    expect(".o_talk_chain_above .o_talk_chain_layer:first").toHaveText("Head with colleagues");
    expect(".o_talk_chain_party .badge:contains(Stands in)").toHaveCount(1);
    expect(".o_talk_chain_party .badge:contains(No user)").toHaveCount(1);
    expect(".o_talk_chain_centre .o_talk_chain_name").toHaveText("Nurse");
});

test("pressing a person puts that person in the middle", async () => {
    const nurse = chain({
        above: { administrative: [[above(6, 1)]], party: [] },
        people: { 5: person(5, "Nurse"), 6: person(6, "Head") },
    });
    const head = chain({ centre_id: 6, people: { 6: person(6, "Head") } });
    await openChain(
        { chain: (id) => (id === 6 ? head : nurse) },
        { params: { employee_id: 5 } }
    );
    await press("button[data-employee-id='6']");
    expect(".o_talk_chain_centre .o_talk_chain_name").toHaveText("Head");
    expect(".o_breadcrumb").toHaveText("Chain of Head");
    expect(".o_talk_chain_centre").toBeFocused();
    await press(".o_talk_chain_home");
    expect(".o_talk_chain_centre .o_talk_chain_name").toHaveText("Nurse");
    expect.verifySteps(["chain 5", "chain 6", "chain own"]);
});

test("who may not be opened is no button, and the officer's buttons are not there", async () => {
    const mine = chain({
        is_officer: false,
        can_search: false,
        above: { administrative: [[above(6, 1)]], party: [] },
        people: { 5: person(5, "Nurse"), 6: person(6, "Head", { can_open: false }) },
    });
    await openChain({ chain: mine }, { isMine: true, isOfficer: false });
    expect.verifySteps(["chain own"]);
    expect("button[data-employee-id]").toHaveCount(0);
    expect("div[data-employee-id='6']").toHaveCount(1);
    expect(".o_talk_chain_whole").toHaveCount(0);
    expect(".o_talk_chain_search").toHaveCount(0);
});

test("people below are folded where they are many", async () => {
    const boxes = (from, count) =>
        Array.from({ length: count }, (_, index) => ({ id: from + index, stands_in: false }));
    const departments = [
        { name: "Cardiology", boxes: boxes(10, 3) },
        { name: "Surgery", boxes: boxes(100, 12) },
    ];
    const people = { 5: person(5, "Head") };
    for (const { id } of departments.flatMap(({ boxes }) => boxes)) {
        people[id] = person(id, `Person ${id}`);
    }
    const below = [{ layer_id: 1, count: 15, departments }];
    await openChain({ chain: chain({ people, below }) }, { params: { employee_id: 5 } });
    expect(".o_talk_chain_below .o_talk_chain_box").toHaveCount(3);
    expect(".o_talk_chain_fold:contains(Surgery)").toHaveText(/Surgery\s*\(12\)/);
    expect(".o_talk_chain_fold:contains(Surgery)").toHaveAttribute("aria-expanded", "false");
    await press(".o_talk_chain_fold:contains(Surgery)");
    expect(".o_talk_chain_below .o_talk_chain_box").toHaveCount(15);
    expect.verifySteps(["chain 5"]);
});

test("heads of different departments stand together, each box with its department", async () => {
    const departments = [
        { name: "Cardiology", boxes: [{ id: 10, stands_in: true }] },
        { name: "Surgery", boxes: [{ id: 11, stands_in: false }] },
    ];
    const people = {
        5: person(5, "Deputy"),
        10: person(10, "Li", { count: 4 }),
        11: person(11, "Wang", { department: "Surgery" }),
    };
    const below = [{ layer_id: 1, count: 2, departments }];
    await openChain({ chain: chain({ people, below }) }, { params: { employee_id: 5 } });
    expect(".o_talk_chain_below .o_talk_chain_fold").toHaveCount(0);
    expect("button[data-employee-id='10']").toHaveText(/Li\s+4\s+Cardiology\s+As stand-in/);
    expect("button[data-employee-id='11']").toHaveText(/Wang\s+Surgery/);
    expect.verifySteps(["chain 5"]);
});

test("peers stand at the side", async () => {
    const people = { 5: person(5, "Deputy"), 6: person(6, "Other deputy") };
    const peers = [{ layer_id: 3, ids: [6] }];
    await openChain({ chain: chain({ people, peers }) }, { params: { employee_id: 5 } });
    expect(".o_talk_chain_peers").toHaveText(/Members with each other\s+Other deputy/);
    expect(".o_talk_chain_top").toHaveText("Nobody answers for this person.");
    expect(".o_talk_chain_leaf").toHaveText("Answers for nobody.");
    expect.verifySteps(["chain 5"]);
});

test("a user who is no employee is told what to do", async () => {
    await openChain({ chain: chain({ centre_id: false, people: {} }) }, { isOfficer: false });
    expect.verifySteps(["chain own"]);
    expect(".o_view_nocontent_help").toHaveText(/not linked to an employee/);
});

test("the officer begins with the institution: leaders, vacancies, branches, gaps", async () => {
    await openChain({ institution: institution() });
    expect.verifySteps(["institution"]);
    expect(".o_talk_chain_gaps").toHaveText("Gaps in the chain: 2");
    expect(".o_talk_chain_principals .o_talk_chain_vacant").toHaveText(
        /Administrative head\s+Vacant/
    );
    expect(".o_talk_chain_leader[data-leader-id='2'] .o_talk_chain_unit").toHaveCount(2);
    expect(".o_talk_chain_unit .o_talk_chain_vacant").toHaveText(/Head: vacant\s+Stands in\s*Deputy/);
    expect(".o_talk_chain_side.o_talk_chain_party").toHaveText(/Branch one/);
});

test("staff are named when a department is unfolded, and can be opened", async () => {
    await openChain({ institution: institution(), chain: chain() });
    await press("[data-unit='department-11']");
    expect(queryAllTexts(".o_talk_chain_staff button")).toEqual(["Doctor", "Nurse"]);
    await press("[data-unit='department-11']");
    expect(".o_talk_chain_staff").toHaveCount(0);
    await press("[data-unit='branch-21']");
    await press(".o_talk_chain_staff button:contains(Doctor)");
    expect(".o_talk_chain_person").toHaveCount(1);
    expect.verifySteps(["institution", "unit department 11", "unit branch 21", "chain 31"]);
    await press(".o_talk_chain_whole");
    expect(".o_talk_chain_institution").toHaveCount(1);
    expect.verifySteps(["institution"]);
});

test("an empty institution says what is missing", async () => {
    await openChain({
        institution: institution({ teams: [], departments: [], branches: [], gap_count: 0 }),
    });
    expect(".o_view_nocontent_help").toHaveText(/Nobody answers for anybody yet/);
    expect.verifySteps(["institution"]);
});

test("a person is found by name and opened", async () => {
    await openChain({ institution: institution(), chain: chain() });
    await click(".o_talk_chain_search input");
    await edit("doc");
    await runAllTimers();
    await animationFrame();
    expect(".o-autocomplete--dropdown-item").toHaveText("Doctor · Cardiology");
    await press(".o-autocomplete--dropdown-item a");
    expect.verifySteps(["institution", "search doc", "chain 31"]);
    expect(".o_talk_chain_person").toHaveCount(1);
});
