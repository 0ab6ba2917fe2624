import { _t } from "@web/core/l10n/translation";
import { sortBy } from "@web/core/utils/arrays";
import { Component, onWillUpdateProps, useEffect, useRef, useState } from "@odoo/owl";
import { ChainBox } from "./chain_box";

// from how many people on a group is folded
const MANY_IN_STEP = 6;
const MANY_IN_DEPARTMENT = 8;
const MANY_IN_LAYER = 30;

/** The chain around one person: who answers for them above, peers beside, their people below. */
export class ChainPerson extends Component {
    static template = "talk_management.ChainPerson";
    static components = { ChainBox };
    static props = { chain: Object, open: Function };

    setup() {
        // what the user folded or unfolded, by key; else the size decides
        this.state = useState({ unfolded: {} });
        onWillUpdateProps(({ chain }) => {
            if (chain !== this.props.chain) {
                this.state.unfolded = {};
            }
        });
        // the button that was pressed is gone: keyboard and eye go on from the person
        const root = useRef("root");
        useEffect(
            () => {
                const centre = root.el.querySelector(".o_talk_chain_centre");
                centre.focus({ preventScroll: true });
                centre.scrollIntoView({ block: "nearest" });
            },
            () => [this.props.chain.centre_id]
        );
    }

    get centre() {
        return this.props.chain.people[this.props.chain.centre_id];
    }

    /** The lines that have anybody above, each with its steps from the top down. */
    get lines() {
        return Object.entries(this.props.chain.above)
            .filter(([, steps]) => steps.length)
            .map(([line, steps]) => ({
                line,
                label: this.lineLabel(line),
                steps: steps
                    .map((boxes, index) => ({
                        key: `${line}-${index}`,
                        boxes,
                        layers: this.layerNames(boxes.flatMap((box) => box.layer_ids)),
                        label: _t("%s people", boxes.length),
                        isMany: boxes.length > MANY_IN_STEP,
                    }))
                    .reverse(),
            }));
    }

    /**
     * The people below by layer, the administrative line first. Where nearly everyone is of
     * another department, as heads are, the department is told in each box instead.
     */
    get below() {
        const layers = this.props.chain.layers;
        const groups = this.props.chain.below.map((group) => {
            const { layer_id, count } = group;
            const isFlat = group.departments.length > 1 && group.departments.length * 2 > count;
            const departments = isFlat
                ? [{ name: "", boxes: group.departments.flatMap(({ boxes }) => boxes) }]
                : group.departments;
            return {
                layer_id,
                count,
                isFlat,
                layer: layers[layer_id],
                departments: departments.map((department) => ({
                    ...department,
                    key: `${layer_id}-${department.name}`,
                    title: department.name || (isFlat ? _t("Everyone") : _t("No department")),
                    isMany:
                        count > MANY_IN_LAYER ||
                        (!isFlat && department.boxes.length > MANY_IN_DEPARTMENT),
                })),
            };
        });
        return sortBy(groups, ({ layer }) => (layer.line === "party" ? 1 : 0));
    }

    get standsInLabels() {
        return { above: _t("Stands in"), below: _t("As stand-in") };
    }

    layerNames(ids) {
        const layers = this.props.chain.layers;
        return [...new Set(ids)].map((id) => layers[id]);
    }

    lineLabel(line) {
        return line === "party" ? _t("Party line") : _t("Administrative line");
    }

    isOpen({ key, isMany }) {
        return this.state.unfolded[key] ?? !isMany;
    }

    toggle(group) {
        this.state.unfolded[group.key] = !this.isOpen(group);
    }
}
