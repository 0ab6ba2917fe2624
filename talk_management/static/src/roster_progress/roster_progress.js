import { Component, reactive, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";

/**
 * How far a running roster import is.
 *
 * The import is one long request; meanwhile the server tells its progress over the bus.
 * The panel shows while something is under way: 0 of 0 means that the import stopped.
 */
export class RosterProgress extends Component {
    static template = "talk_management.RosterProgress";
    static props = { progress: Object };

    setup() {
        this.progress = useState(this.props.progress);
    }

    get isRunning() {
        return this.progress.done < this.progress.total;
    }

    get percent() {
        return Math.round((100 * this.progress.done) / this.progress.total);
    }
}

export const rosterProgressService = {
    dependencies: ["bus_service"],

    start(env, { bus_service }) {
        const progress = reactive({ done: 0, total: 0 });
        bus_service.subscribe("talk_management.roster_progress", ({ done, total }) => {
            Object.assign(progress, { done, total });
        });
        registry
            .category("main_components")
            .add("talk_management.RosterProgress", { Component: RosterProgress, props: { progress } });
        return progress;
    },
};

registry.category("services").add("talk_management.roster_progress", rosterProgressService);
