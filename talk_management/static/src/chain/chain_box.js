import { _t } from "@web/core/l10n/translation";
import { Component } from "@odoo/owl";

/**
 * One person in the picture: name, post, department. A button where the person may be put
 * in the middle, plain text elsewhere; dashed where the post is vacant.
 */
export class ChainBox extends Component {
    static template = "talk_management.ChainBox";
    static props = {
        person: { type: Object, optional: true },
        open: { type: Function, optional: true },
        role: { type: String, optional: true },
        // how to say that somebody stands in, if so
        standsIn: { type: [String, Boolean, Object], optional: true },
        isCentre: { type: Boolean, optional: true },
        showUser: { type: Boolean, optional: true },
        hideDepartment: { type: Boolean, optional: true },
    };

    get isButton() {
        return Boolean(this.props.open && this.props.person.can_open && !this.props.isCentre);
    }

    get countLabel() {
        return _t("Answers for %s people", this.props.person.count);
    }

    get details() {
        const { person, role, hideDepartment } = this.props;
        const parts = [role, person.post, !hideDepartment && person.department];
        return [...new Set(parts.filter(Boolean))].join(" · ");
    }
}
