"""How every public method that could hand out words is asked for them."""

MARK = "zq7"
# public methods that neither give nor take words: metadata, and what other tests call
ELSEWHERE = {
    "action_amend",
    "action_ask_erasing",
    "action_share",
    "action_archive",
    "action_add_item",
    "action_add_participant",
    "action_complete",
    "action_drop",
    "action_keep",
    "action_open_again",
    "action_open_parts",
    "action_open_items",
    "action_open_commitments",
    "action_warn",
    "action_copy_sent",
    "action_next_part",
    "action_observation",
    "action_open_part",
    "action_sign",
    "action_sign_on_paper",
    "action_unarchive",
    "action_write_again",
    "check_access_rights",
    "check_access_rule",
    "check_field_access_rights",
    "copy_translations",
    "create",
    "default_get",
    "fields_get",
    "get_base_url",
    "get_empty_list_help",
    "get_formview_action",
    "get_formview_id",
    "get_import_templates",
    "get_property_definition",
    "get_view",
    "get_views",
    "has_access",
    "hierarchy_read",
    "is_transient",
    "load",
    "mail_allowed_qweb_expressions",
    "mail_get_partner_fields",
    "name_create",
    "toggle_active",
    "unlink",
    "view_header_get",
    "web_override_translations",
    "web_resequence",
    "web_save",
    "web_save_multi",
    "write",
}


def calls(words, ids):
    """Arguments for every public method that could hand out ``words``, its confidential fields."""
    spec = {name: {} for name in words}
    found = [["id", "in", ids]]
    contains = [[words[0], "ilike", MARK]]
    sums = ["__count", *(f"{name}:array_agg" for name in words), f"{words[0]}:max"]
    yield "read", {"ids": ids, "fields": words}
    yield "read", {"ids": ids}
    yield "web_read", {"ids": ids, "specification": spec}
    yield "search_read", {"domain": found, "fields": words}
    yield "search_read", {"domain": [], "fields": words}
    yield "web_search_read", {"domain": contains, "specification": spec}
    yield "search", {"domain": contains, "order": f"{words[0]} desc"}
    yield "search_count", {"domain": contains}
    yield "name_search", {"name": MARK}
    yield "web_name_search", {"name": MARK, "specification": spec}
    yield "formatted_read_group", {"domain": [], "groupby": [words[0]], "aggregates": sums}
    yield (
        "formatted_read_grouping_sets",
        {"domain": [], "grouping_sets": [[words[0]], []], "aggregates": sums},
    )
    yield "read_group", {"domain": [], "fields": words, "groupby": [words[0]]}
    yield (
        "web_read_group",
        {
            "domain": [],
            "groupby": [words[0]],
            "aggregates": sums,
            "auto_unfold": True,
            "unfold_read_specification": spec,
        },
    )
    bar = {"field": words[0], "colors": {"x": "danger"}}
    yield "read_progress_bar", {"domain": [], "group_by": words[0], "progress_bar": bar}
    yield "search_panel_select_range", {"field_name": words[0]}
    yield "search_panel_select_multi_range", {"field_name": words[0]}
    yield "export_data", {"ids": ids, "fields_to_export": [".id", *words]}
    yield "copy", {"ids": ids}
    yield "copy_data", {"ids": ids}
    yield "get_metadata", {"ids": ids}
    yield "get_external_id", {"ids": ids}
    yield "get_field_translations", {"ids": ids[:1], "field_name": words[0]}
    yield "update_field_translations", {
        "ids": ids[:1], "field_name": words[0], "translations": {"en_US": "x"}
    }  # fmt: skip
    yield "onchange", {"ids": ids[:1], "values": {}, "field_names": [], "fields_spec": spec}
    yield "onchange", {"ids": ids[:1], "values": {words[0]: "x"}, "field_names": [words[0]],
                       "fields_spec": spec}  # fmt: skip
