import { _t } from "@web/core/l10n/translation";
import { Component, useState } from "@odoo/owl";
import { ChainBox } from "./chain_box";
import { columnsOfTeam } from "./chain_model";

/** The whole institution: teams, the departments in each leader's charge, Party branches. */
export class ChainInstitution extends Component {
    static template = "talk_management.ChainInstitution";
    static components = { ChainBox };
    static props = {
        institution: Object,
        open: Function,
        loadUnitPeople: Function,
        openGaps: Function,
    };

    setup() {
        // "department-7" → undefined: folded, null: on its way, else the people
        this.state = useState({ unfolded: {} });
    }

    get people() {
        return this.props.institution.people;
    }

    get teams() {
        const { institution } = this.props;
        return institution.teams.map((team) => ({
            ...team,
            principals: team.places.filter((place) => place.is_principal),
            columns: columnsOfTeam(institution, team),
        }));
    }

    get isEmpty() {
        const { teams, departments, branches } = this.props.institution;
        return !teams.length && !departments.length && !branches.length;
    }

    /** Departments of an institution that has no leadership team yet. */
    get orphans() {
        const { institution } = this.props;
        const nobody = { places: [] };
        return institution.teams.length
            ? []
            : columnsOfTeam({ ...institution, teams: [nobody] }, nobody);
    }

    label(what, count) {
        return {
            people: _t("%s people", count),
            gaps: _t("Gaps in the chain: %s", count),
            department: _t("%s staff", count),
            branch: _t("%s Party members", count),
            secretary: _t("Branch secretary"),
            acting: _t("Acting head"),
        }[what];
    }

    isOpen(unit, id) {
        return this.state.unfolded[`${unit}-${id}`] !== undefined;
    }

    peopleOf(unit, id) {
        return this.state.unfolded[`${unit}-${id}`];
    }

    async toggle(unit, id) {
        const key = `${unit}-${id}`;
        if (this.isOpen(unit, id)) {
            delete this.state.unfolded[key];
            return;
        }
        this.state.unfolded[key] = null;
        try {
            const people = await this.props.loadUnitPeople(unit, id);
            if (this.isOpen(unit, id)) {
                this.state.unfolded[key] = people;
            }
        } catch (error) {
            delete this.state.unfolded[key];
            throw error;
        }
    }
}
