import { RelationalModel } from "@web/model/relational_model/relational_model";

/**
 * A record hands back the revision it was read at with whatever it saves, also at the last
 * moment: the server tells by it who saved which section meanwhile.
 */
export class AutosaveRecord extends RelationalModel.Record {
    _getChanges() {
        const changes = super._getChanges(...arguments);
        const isVersioned = this.config.isRoot && this.resId && "revision" in this.activeFields;
        if (isVersioned && Object.keys(changes).length) {
            changes.revision = this._values.revision;
        }
        return changes;
    }

    /** From now on what the server has at `revision` counts as read. */
    setRevision(revision) {
        this._values.revision = revision;
    }

    /** What the record had in `fieldName` when it was read. */
    readValue(fieldName) {
        return this._values[fieldName];
    }
}

export class AutosaveModel extends RelationalModel {
    static Record = AutosaveRecord;
}

/**
 * Both texts, mine first, unless theirs says nothing new.
 *
 * @param {string | false} mine what stands on this screen
 * @param {string | false} theirs what the server has
 * @param {string | false} read what the server had when this screen was opened
 */
export function bothTexts(mine, theirs, read) {
    if (!theirs || theirs === read || theirs === mine) {
        return mine || "";
    }
    if (!mine || theirs.includes(mine)) {
        return theirs;
    }
    return mine.includes(theirs) ? mine : `${mine}\n\n${theirs}`;
}
