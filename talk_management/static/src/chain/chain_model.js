import { groupBy } from "@web/core/utils/arrays";
import { KeepLast } from "@web/core/utils/concurrency";

export const ChainStatus = {
    Loading: "Loading",
    Person: "Person",
    Institution: "Institution",
    // the user is no employee, and nobody in particular was asked for
    Nobody: "Nobody",
};

/**
 * What the picture of the responsibility chain shows: around one person, or of the whole
 * institution. It asks the server once a screen and knows nothing of how it is drawn.
 */
export class ChainModel {
    constructor(orm) {
        this.orm = orm;
        this.keepLast = new KeepLast();
        this.status = ChainStatus.Loading;
        this.chain = null;
        this.institution = null;
    }

    async loadPerson(employeeId) {
        this.chain = await this._call("get_chain", [employeeId || false]);
        this.status = this.chain.centre_id ? ChainStatus.Person : ChainStatus.Nobody;
    }

    async loadInstitution() {
        this.institution = await this._call("get_institution", []);
        this.status = ChainStatus.Institution;
    }

    loadUnitPeople(unit, id) {
        return this.orm.call("talk.edge", "get_unit_people", [unit, id]);
    }

    searchPeople(term) {
        return this.orm.call("talk.edge", "search_people", [term]);
    }

    get centre() {
        return this.status === ChainStatus.Person
            ? this.chain.people[this.chain.centre_id]
            : undefined;
    }

    _call(method, args) {
        return this.keepLast.add(this.orm.call("talk.edge", method, args));
    }
}

/**
 * The columns below a leadership team: each leader with the departments in that leader's
 * charge, a department behind the one it belongs to. Principals stand above and have a
 * column only with departments of their own; departments in nobody's charge come last.
 *
 * @returns {{leaderId: number|false, isPrincipal: boolean, departments: Object[]}[]}
 */
export function columnsOfTeam(institution, team) {
    const home = homeTeams(institution);
    const isTop = institution.teams[0] === team;
    const columns = new Map();
    for (const place of team.places) {
        columns.set(place.id, {
            leaderId: place.id,
            isPrincipal: place.is_principal,
            departments: [],
        });
    }
    for (const department of institution.departments) {
        const leaderId = department.leader_id;
        if (home.has(leaderId) ? home.get(leaderId) !== team : !isTop) {
            continue;
        }
        if (!columns.has(leaderId)) {
            columns.set(leaderId, { leaderId, isPrincipal: false, departments: [] });
        }
        columns.get(leaderId).departments.push(department);
    }
    return [...columns.values()]
        .filter(({ isPrincipal, departments }) => departments.length || !isPrincipal)
        .map((column) => ({ ...column, departments: asTree(column.departments) }))
        .sort((a, b) => !a.leaderId - !b.leaderId);
}

/** The team each leader is drawn with: the first one that names the person. */
function homeTeams(institution) {
    const home = new Map();
    for (const team of institution.teams) {
        for (const { id } of team.places) {
            if (!home.has(id)) {
                home.set(id, team);
            }
        }
    }
    return home;
}

/** ``departments`` with a depth each, children right behind their parent. */
export function asTree(departments) {
    const known = new Set(departments.map(({ id }) => id));
    const children = groupBy(departments, ({ parent_id }) =>
        known.has(parent_id) ? parent_id : "top"
    );
    const walk = (parentId, depth) =>
        (children[parentId] || []).flatMap((department) => [
            { ...department, depth },
            ...walk(department.id, depth + 1),
        ]);
    return walk("top", 0);
}
