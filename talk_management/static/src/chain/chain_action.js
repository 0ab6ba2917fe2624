import { _t } from "@web/core/l10n/translation";
import { AutoComplete } from "@web/core/autocomplete/autocomplete";
import { Component, onWillStart, useState } from "@odoo/owl";
import { Layout } from "@web/search/layout";
import { registry } from "@web/core/registry";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { useService } from "@web/core/utils/hooks";
import { user } from "@web/core/user";
import { useSetupAction } from "@web/search/action_hook";
import { ChainInstitution } from "./chain_institution";
import { ChainModel, ChainStatus } from "./chain_model";
import { ChainPerson } from "./chain_person";

const OFFICER = "talk_management.group_talk_officer";

/**
 * The responsibility chain, to be looked at (H4.7).
 *
 * The person in the middle is part of the address, so that the page survives a reload and
 * can be passed on.
 */
export class ChainAction extends Component {
    static template = "talk_management.ChainAction";
    static components = { AutoComplete, ChainInstitution, ChainPerson, Layout };
    static props = { ...standardActionServiceProps };
    static displayName = _t("Responsibility Chain");
    static path = "talk-chain";
    static beginsWithInstitution = true;

    setup() {
        this.action = useService("action");
        this.model = useState(new ChainModel(useService("orm")));
        this.state = useState({ isOfficer: false });
        this.Status = ChainStatus;
        useSetupAction({ getLocalState: () => ({ place: this.place }) });
        onWillStart(async () => {
            this.state.isOfficer = await user.hasGroup(OFFICER);
            const { state, resId, action } = this.props;
            const employeeId = resId || action.params?.employee_id;
            const isInstitution = this.constructor.beginsWithInstitution && !employeeId;
            const place = state?.place || { employeeId, isInstitution };
            await (place.isInstitution && this.state.isOfficer
                ? this.openInstitution()
                : this.openPerson(place.employeeId));
        });
    }

    /** Where the user is: given back when the page is returned to. */
    get place() {
        const employeeId = this.model.centre?.id;
        return { employeeId, isInstitution: this.model.status === ChainStatus.Institution };
    }

    /** Whether the user sees anybody but himself, and may go to the own chain. */
    get canSearch() {
        return this.state.isOfficer || Boolean(this.model.chain?.can_search);
    }

    get canGoHome() {
        const { centre, chain } = this.model;
        return Boolean(centre && chain.own_id && chain.own_id !== centre.id);
    }

    get searchSources() {
        return [{ options: (term) => this.findPeople(term) }];
    }

    async findPeople(term) {
        const people = term ? await this.model.searchPeople(term) : [];
        if (term && !people.length) {
            return [{ label: _t("Nobody found"), cssClass: "fst-italic text-muted" }];
        }
        return people.map((person) => ({
            label: [person.name, person.post, person.department].filter(Boolean).join(" · "),
            onSelect: () => this.openPerson(person.id),
        }));
    }

    async openPerson(employeeId) {
        await this.model.loadPerson(employeeId);
        this.showPlace(this.model.centre);
    }

    async openInstitution() {
        await this.model.loadInstitution();
        this.showPlace();
    }

    /** Tell the title and the address what is shown. */
    showPlace(person) {
        const { displayName } = this.constructor;
        const title = person ? _t("Chain of %s", person.name) : displayName.toString();
        this.env.config.setDisplayName?.(title);
        this.props.updateActionState?.({ resId: person?.id || false });
    }

    /** The same as a list: the pairs of the person in the middle, or all of them. */
    async openList() {
        const { centre } = this.model;
        const list = await this.action.loadAction("talk_management.action_talk_edge");
        if (centre) {
            const { id } = centre;
            list.domain = ["|", ["responsible_id", "=", id], ["employee_id", "=", id]];
        }
        return this.action.doAction(list);
    }

    openGaps() {
        return this.action.doAction("talk_management.action_talk_gap");
    }
}

/** The same, beginning with the user's own place in the chain. */
export class MyChainAction extends ChainAction {
    static displayName = _t("My Chain");
    static path = "my-talk-chain";
    static beginsWithInstitution = false;
}

registry
    .category("actions")
    .add("talk_management.chain", ChainAction)
    .add("talk_management.my_chain", MyChainAction);
