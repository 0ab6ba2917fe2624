import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { browser } from "@web/core/browser/browser";
import { FormController } from "@web/views/form/form_controller";
import { formView } from "@web/views/form/form_view";
import { onMounted, onWillUnmount, useState } from "@odoo/owl";

import { AutosaveModel, bothTexts } from "./autosave_model";

const { DateTime } = luxon;

export const AUTOSAVE_DELAY = 3000;

/**
 * A form in which somebody writes for a long time: what was typed is saved every few seconds
 * and when the tab is left, and the form says so. What could not be saved stays in the form,
 * and nowhere else: computers are shared.
 */
export class AutosaveFormController extends FormController {
    static template = "talk_management.AutosaveForm";

    setup() {
        super.setup();
        this.autosave = useState({ state: "", time: "", conflict: "" });
        this.isAutosaving = false;
        this.isSending = false;
        this.isRevisionStale = false;
        let timer;
        onMounted(() => {
            timer = browser.setInterval(() => this.autosaveNow(), AUTOSAVE_DELAY);
        });
        onWillUnmount(() => browser.clearInterval(timer));
    }

    get autosaveText() {
        return {
            saved: _t("Saved %s", this.autosave.time),
            offline: _t("Not saved: no connection. Leave this page open; it tries again."),
            failed: _t("Not saved"),
        }[this.autosave.state];
    }

    /** In a line of a list that is being written: saving would close it under the cursor. */
    get isInLine() {
        return Boolean(document.activeElement?.closest(".o_field_x2many"));
    }

    async autosaveNow({ evenInLine = false } = {}) {
        const root = this.model.root;
        const isInLine = this.isInLine && !evenInLine;
        if (this.isAutosaving || this.autosave.conflict || !root.resId || isInLine) {
            return;
        }
        this.isAutosaving = true;
        try {
            if ((await root.isDirty()) && (await root.checkValidity())) {
                await this.refreshRevision();
                this.isSending = true;
                await root.save({ onError: (error) => this.onAutosaveError(error) });
            }
        } catch (error) {
            this.onAutosaveError(error);
        } finally {
            this.isAutosaving = false;
            this.isSending = false;
        }
    }

    /** Saved at the last moment, and the page stayed after all: read where the record is now. */
    async refreshRevision() {
        const root = this.model.root;
        if (this.isRevisionStale && "revision" in root.activeFields) {
            const [{ revision }] = await this.orm.read(root.resModel, [root.resId], ["revision"]);
            root.setRevision(revision);
        }
        this.isRevisionStale = false;
    }

    async onRecordSaved(record) {
        await super.onRecordSaved(...arguments);
        if (record === this.model.root) {
            Object.assign(this.autosave, {
                state: "saved",
                time: DateTime.local().toFormat("HH:mm"),
                conflict: "",
            });
        }
    }

    onAutosaveError(error) {
        if (error instanceof ConnectionLostError) {
            this.autosave.state = "offline";
            return false;
        }
        this.autosave.state = "failed";
        this.autosave.conflict = error.data?.message || error.message || _t("Not saved");
        return false;
    }

    async onSaveError(error, options, leaving) {
        if (!leaving) {
            return this.onAutosaveError(error);
        }
        return super.onSaveError(...arguments);
    }

    /** Let what somebody else saved meanwhile follow one's own words, and save both. */
    async putTogether() {
        const root = this.model.root;
        const written = Object.keys(await root.getChanges()).filter(
            (name) => root.fields[name].type === "text"
        );
        const [theirs] = await this.orm.read(root.resModel, [root.resId], [...written, "revision"]);
        const changes = {};
        for (const name of written) {
            changes[name] = bothTexts(root.data[name], theirs[name], root.readValue(name));
        }
        root.setRevision(theirs.revision);
        await root.update(changes);
        this.autosave.conflict = "";
        await this.autosaveNow();
    }

    tryAgain() {
        this.autosave.conflict = "";
        return this.autosaveNow();
    }

    get canPutTogether() {
        return "revision" in this.model.root.activeFields;
    }

    beforeVisibilityChange() {
        if (document.visibilityState === "hidden" && this.formInDialog === 0) {
            return this.autosaveNow({ evenInLine: true });
        }
    }

    async beforeUnload(ev) {
        if (this.autosave.conflict) {
            ev.preventDefault();
            ev.returnValue = "Unsaved changes";
            return;
        }
        const root = this.model.root;
        if (this.isSending && "revision" in root.activeFields) {
            // what is under way makes the next revision, and is no conflict with what follows
            root.setRevision(root.readValue("revision") + 1);
        }
        await super.beforeUnload(ev);
        this.isRevisionStale = true;
    }
}

registry.category("views").add("talk_autosave_form", {
    ...formView,
    Controller: AutosaveFormController,
    Model: AutosaveModel,
});
