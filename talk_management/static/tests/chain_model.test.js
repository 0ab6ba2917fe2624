import { describe, expect, test } from "@odoo/hoot";
import { asTree, columnsOfTeam } from "@talk_management/chain/chain_model";

describe.current.tags("headless");

const department = (id, leader_id = false, parent_id = false) => ({ id, leader_id, parent_id });
const shape = (columns) =>
    columns.map(({ leaderId, departments }) => [leaderId, departments.map(({ id }) => id)]);

test("a department stands right behind the one it belongs to", () => {
    const tree = asTree([department(1), department(2), department(3, false, 1)]);
    expect(tree.map(({ id, depth }) => [id, depth])).toEqual([
        [1, 0],
        [3, 1],
        [2, 0],
    ]);
});

test("a department whose parent is in another leader's charge stands at the top", () => {
    expect(asTree([department(3, false, 99)])[0].depth).toBe(0);
});

test("each leader has a column with the departments in that leader's charge", () => {
    const team = {
        places: [
            { id: 1, is_principal: true },
            { id: 2, is_principal: true },
            { id: 3, is_principal: false },
        ],
    };
    const departments = [department(11, 3), department(12, 2), department(13), department(14, 9)];
    // principal 1 has none in charge; 9 leads without being of the team; 13 is in nobody's charge
    expect(shape(columnsOfTeam({ teams: [team], departments }, team))).toEqual([
        [2, [12]],
        [3, [11]],
        [9, [14]],
        [false, [13]],
    ]);
});

test("departments without any leadership team stand in one column of nobody's", () => {
    const nobody = { places: [] };
    const institution = { teams: [nobody], departments: [department(11), department(12, 9)] };
    expect(shape(columnsOfTeam(institution, nobody))).toEqual([
        [9, [12]],
        [false, [11]],
    ]);
});

test("departments of a second team's members stand below that team", () => {
    const top = { places: [{ id: 1, is_principal: false }] };
    const second = { places: [{ id: 2, is_principal: false }] };
    const institution = { teams: [top, second], departments: [department(11, 2), department(12)] };
    expect(shape(columnsOfTeam(institution, top))).toEqual([
        [1, []],
        [false, [12]],
    ]);
    expect(shape(columnsOfTeam(institution, second))).toEqual([[2, [11]]]);
});
