import { registry } from "@web/core/registry";

// the officer: from the institution to a department's staff, to a person, and back
registry.category("web_tour.tours").add("talk_management_chain_officer", {
    steps: () => [
        { trigger: ".o_talk_chain_institution .o_talk_chain_principals:contains(Secretary)" },
        { trigger: ".o_talk_chain_unit .o_talk_chain_vacant:contains(Deputy)" },
        {
            trigger: ".o_talk_chain_unit:contains(Cardiology) .o_talk_chain_fold",
            run: "click",
        },
        { trigger: ".o_talk_chain_staff button:contains(Nurse)", run: "click" },
        { trigger: ".o_talk_chain_centre:contains(Nurse)" },
        { trigger: ".o_talk_chain_above button:contains(Deputy)", run: "click" },
        { trigger: ".o_talk_chain_centre:contains(Deputy)" },
        { trigger: ".o_talk_chain_whole", run: "click" },
        { trigger: ".o_talk_chain_gaps", run: "click" },
        { trigger: ".o_list_view" },
        { trigger: ".o_breadcrumb .o_back_button, .breadcrumb-item a", run: "click" },
        { trigger: ".o_talk_chain_institution" },
    ],
});

// a department head: the own chain, down to a colleague, and home again
registry.category("web_tour.tours").add("talk_management_chain_head", {
    steps: () => [
        { trigger: ".o_talk_chain_centre:contains(Head)" },
        { trigger: ".o_talk_chain_above div.o_talk_chain_box:contains(Deputy)" },
        { trigger: ".o_talk_chain:not(:has(.o_talk_chain_whole))" },
        { trigger: ".o_talk_chain_below button:contains(Nurse)", run: "click" },
        { trigger: ".o_talk_chain_centre:contains(Nurse)" },
        { trigger: ".o_talk_chain_home", run: "click" },
        { trigger: ".o_talk_chain_centre:contains(Head)" },
        { trigger: ".o_talk_chain_list", run: "click" },
        { trigger: ".o_list_view" },
    ],
});
