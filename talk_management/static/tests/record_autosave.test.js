import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import { click, edit, queryOne, unload } from "@odoo/hoot-dom";
import {
    advanceTime,
    animationFrame,
    Deferred,
    mockDate,
    mockSendBeacon,
} from "@odoo/hoot-mock";
import { bothTexts } from "@talk_management/record_autosave/autosave_model";
import {
    contains,
    defineModels,
    fields,
    makeServerError,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

describe.current.tags("desktop");

class Note extends models.Model {
    _name = "note";
    content = fields.Text();
    response = fields.Text();
    revision = fields.Integer();
    _records = [{ id: 1, content: "first", response: false, revision: 4 }];
}

defineMailModels();
defineModels([Note]);

const openNote = () =>
    mountView({
        type: "form",
        resModel: "note",
        resId: 1,
        arch: `
            <form js_class="talk_autosave_form">
                <field name="content"/><field name="response"/>
                <field name="revision" invisible="1"/>
            </form>`,
    });

const type = async (words, field = "content") => {
    await click(`[name=${field}] textarea`);
    await edit(words);
    await animationFrame();
};

const wait = async () => {
    await advanceTime(3500);
    await animationFrame();
};

test("what was typed is saved after a few seconds, with the revision it was read at", async () => {
    mockDate("2026-11-20 14:02:00", 0);
    onRpc("web_save", ({ args }) => expect.step(args[1]));
    await openNote();
    expect(".o_talk_autosave").toHaveCount(0);
    await type("her own words");
    const box = queryOne("[name=content] textarea");
    box.setSelectionRange(3, 3);
    await wait();
    expect.verifySteps([{ content: "her own words", revision: 4 }]);
    expect(".o_talk_autosave").toHaveText("Saved 14:02");
    expect(document.activeElement).toBe(box);
    expect(box.selectionStart).toBe(3);
});

test("nothing is sent where nothing was typed", async () => {
    onRpc("web_save", () => expect.step("web_save"));
    await openNote();
    await wait();
    expect.verifySteps([]);
});

test("without a connection the words stay in the form, and it tries again", async () => {
    let isDown = true;
    onRpc(
        "/web/dataset/call_kw/note/web_save",
        async (request) => {
            if (isDown) {
                return new Response("", { status: 502 });
            }
            const { params } = await request.json();
            expect.step(params.args[1].content);
            return { result: [{ id: 1, content: params.args[1].content, revision: 5 }] };
        },
        { pure: true }
    );
    await openNote();
    await type("her own words");
    await wait();
    expect(".o_talk_autosave").toHaveText(/^Not saved/);
    expect("[name=content] textarea").toHaveValue("her own words");
    expect(Object.values({ ...localStorage, ...sessionStorage }).join()).not.toMatch("her own");
    isDown = false;
    await wait();
    expect.verifySteps(["her own words"]);
    expect(".o_talk_autosave").toHaveText(/^Saved/);
});

test("who saved meanwhile is named, and both texts are put together", async () => {
    onRpc("web_save", ({ args }) => {
        if (args[1].revision < 9) {
            throw makeServerError({ type: "UserError", message: "Inspector saved it at 14:02" });
        }
        expect.step(args[1]);
    });
    await openNote();
    await type("mine");
    onRpc("read", () => [{ id: 1, content: "theirs", revision: 9 }]);
    await wait();
    expect(".o_talk_conflict").toHaveText(/Inspector saved it/);
    expect(".o_talk_autosave").toHaveText("Not saved");
    expect("[name=content] textarea").toHaveValue("mine");
    await wait();
    expect.verifySteps([]);
    await contains(".o_talk_conflict .btn-danger").click();
    await animationFrame();
    expect.verifySteps([{ content: "mine\n\ntheirs", revision: 9 }]);
    expect(".o_talk_conflict").toHaveCount(0);
});

test("what is typed while a save is under way goes out at the last moment, as its successor", async () => {
    const answer = new Deferred();
    onRpc("web_save", async () => {
        expect.step("web_save");
        await answer;
    });
    mockSendBeacon((_url, blob) => {
        blob.text().then((text) => {
            const [, changes] = JSON.parse(text).params.args;
            expect.step([changes.content, changes.revision]);
        });
        return true;
    });
    await openNote();
    await type("first words");
    await wait();
    await type("first words, and more");
    await unload();
    await animationFrame();
    expect.verifySteps(["web_save", ["first words, and more", 5]]);
    answer.resolve();
});

test("two texts are both kept", () => {
    expect(bothTexts("mine", "theirs", "before")).toBe("mine\n\ntheirs");
    expect(bothTexts("mine", "before", "before")).toBe("mine");
    expect(bothTexts("mine", false, "before")).toBe("mine");
    expect(bothTexts("a", "a and b", "")).toBe("a and b");
    expect(bothTexts("a and b", "b", "")).toBe("a and b");
    expect(bothTexts(false, "theirs", "")).toBe("theirs");
});
