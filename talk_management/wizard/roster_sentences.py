"""One sentence for each problem the roster import can find, in the user's words.

The engine names problems by a code; what a person reads about it stands here, where
it can be translated. A sentence says what is wrong and, where it isn't plain, what to do.
"""

from odoo.tools import LazyTranslate

from ..engine import roster_words as words

_lt = LazyTranslate(__name__)

FILE = {
    "file_empty": _lt("The file is empty."),
    "file_too_large": _lt("The file is too large: at most %(limit)s MB can be read."),
    "file_old_excel": _lt(
        "This is an old Excel file (.xls) or one locked with a password. "
        "Save it as .xlsx without a password and upload it again."
    ),
    "file_not_spreadsheet": _lt(
        "This is not a spreadsheet. Upload an Excel workbook (.xlsx) or a CSV file."
    ),
    "file_damaged": _lt(
        "The workbook cannot be opened; it seems damaged. Open it in Excel or WPS, save it "
        "again and upload that."
    ),
    "file_encoding": _lt(
        "The characters of this file cannot be read. Save it as CSV UTF-8, or as .xlsx."
    ),
    "csv_broken": _lt(
        "The file cannot be read any further from here: a quotation mark is opened and not "
        "closed, or a cell is far too long."
    ),
    "sheet_missing": _lt("There is no sheet “%(name)s” with the people."),
    "sheet_not_there": _lt("There is no sheet “%(name)s”; nothing of it will change."),
    "sheet_empty": _lt("This sheet holds nothing."),
    "sheet_twice": _lt("This sheet and “%(name)s” hold the same kind of rows. Leave only one."),
    "sheet_ignored": _lt("This sheet belongs to no part of a roster and is left out."),
    "headings_missing": _lt(
        "No row of headings was found. Use the headings of the template, such as 工号 and 姓名."
    ),
    "too_many_rows": _lt("The sheet has more than %(limit)s rows. Split the file."),
    "too_many_people": _lt(
        "The file holds %(count)s people; one import takes at most %(limit)s. Split the file, "
        "for example by department: people who are not in a file are left alone."
    ),
    "column_missing": _lt("The column “%(name)s” is missing."),
    "column_unknown": _lt("This column is not known and is left out."),
    "column_twice": _lt("This column appears twice; column %(first)s has the same meaning."),
    "column_unnamed": _lt("There are cells in this column, but it has no heading: left out."),
    "row_too_long": _lt(
        "This row has %(cells)s cells under %(headings)s headings. A comma inside a cell needs "
        "quotation marks around the cell."
    ),
}
CELLS = {
    "formula_without_result": _lt(
        "This cell holds a formula without a saved result. Replace it by its value."
    ),
    "formula_failed": _lt("The formula of this cell failed: %(value)s."),
    "text_broken": _lt("This cell holds broken characters. Type it again."),
    "date_unreadable": _lt("“%(value)s” cannot be read as a date. Write it like 2020-01-05."),
    "date_not_in_calendar": _lt("“%(value)s” is a day that does not exist."),
    "date_without_day": _lt("“%(value)s” has no day. Write it like 2020-01-05."),
    "date_out_of_range": _lt("“%(value)s”: the year must lie between 1900 and 2100."),
    "birthday_in_future": _lt("The birthday %(value)s lies in the future."),
    "date_in_future": _lt("%(value)s lies in the future. It is taken as planned."),
    "date_order": _lt("%(value)s lies before %(other)s, which is hardly meant."),
    "party_dates_crossed": _lt(
        "Full membership (%(full)s) cannot begin before joining the Party (%(joined)s)."
    ),
    "party_date_without_party": _lt("There is a date of joining, but the status says %(value)s."),
    "confirmed_but_probationary": _lt(
        "The person is a probationary member, but confirmed on %(value)s."
    ),
    "political_unknown": _lt("“%(value)s” is not known. Known are: %(known)s."),
    "political_as_masses": _lt("“%(value)s” is taken as: no party."),
    "status_unknown": _lt("“%(value)s” is not known. Known are: %(known)s."),
    "status_left": _lt(
        "“%(value)s”: whoever has left is archived in Odoo, with the date and the reason. "
        "Take the row out of the file."
    ),
    "party_role_unknown": _lt("“%(value)s” is not known. Known are: %(known)s."),
    "login_unreadable": _lt("“%(value)s” cannot be a login: it holds a space."),
    "email_unreadable": _lt("“%(value)s” is not an e-mail address and is left out."),
}
PEOPLE = {
    "number_missing": _lt(
        "The staff number of %(name)s is missing; without it nobody is imported."
    ),
    "name_missing": _lt("The person with staff number %(number)s has no name."),
    "number_twice": _lt(
        "The staff number %(number)s is already that of %(name)s in row %(first)s."
    ),
    "same_person_twice": _lt(
        "%(name)s was born on the same day as %(name)s in row %(first)s. Is it one person with "
        "two staff numbers?"
    ),
    "people_missing": _lt("%(name)s (%(number)s) is in Odoo, but not in the file. Left alone."),
    "person_archived": _lt(
        "%(name)s (%(number)s) is archived in Odoo. Restore the person there, or take the row out."
    ),
    "same_name_without_number": _lt(
        "Odoo knows a %(name)s without a staff number. If it is the same person, enter the "
        "number there first; otherwise a second person is created."
    ),
    "login_twice": _lt("The login “%(value)s” is already given to someone else in row %(first)s."),
    "login_taken": _lt("The login “%(value)s” belongs to somebody else."),
    "login_archived": _lt(
        "The login “%(value)s” belongs to an archived user. An administrator can restore it."
    ),
    "login_elsewhere": _lt(
        "The user “%(value)s” has no access to this company. An administrator can grant it."
    ),
    "login_own": _lt("“%(value)s” is your own login. Somebody else has to link it to %(name)s."),
    "login_of_records": _lt(
        "%(name)s has records of talks, which this login would read. An administrator of Odoo "
        "has to link it."
    ),
    "login_linked": _lt("There is a user “%(value)s” of the same name; it will be linked."),
    "login_kept": _lt(
        "The person logs in as “%(kept)s”. A login is not changed by a file; “%(value)s” is "
        "left out."
    ),
    "person_without_department": _lt("%(name)s has no department."),
    "department_unknown": _lt("The department “%(value)s” is neither in the file nor in Odoo."),
    "department_ambiguous": _lt(
        "There are several departments called “%(value)s”. Write the one above it too, "
        "like 外科/护理组."
    ),
    "department_new": _lt(
        "The department “%(name)s” is new. It is created without a department above it."
    ),
}
STRUCTURE = {
    "department_nameless": _lt("A department without a name."),
    "department_twice": _lt("The department “%(name)s” is already in row %(first)s."),
    "department_cycle": _lt("Departments stand above each other in a circle: %(chain)s."),
    "parent_unknown": _lt("“%(value)s”, above “%(name)s”, is neither in the file nor in Odoo."),
    "head_unknown": _lt("%(number)s is to head %(department)s, but nobody has this staff number."),
    "leader_unknown": _lt(
        "%(number)s is to be in charge of %(department)s, but nobody has this staff number."
    ),
    "leader_in_circle": _lt(
        "%(number)s works in %(department)s and answers to its head, so cannot be its leader in "
        "charge: the chain would run in a circle."
    ),
    "leader_not_in_team": _lt(
        "%(number)s is in charge of %(department)s without being in the leadership team."
    ),
    "branch_nameless": _lt("A Party branch without a name."),
    "branch_upper_differs": _lt("“%(branch)s” stands under “%(other)s” in another row."),
    "branch_secretary_differs": _lt("“%(branch)s” has the secretary %(other)s in another row."),
    "group_leader_differs": _lt("“%(group)s” of “%(branch)s” has another leader in another row."),
    "group_nameless": _lt("%(value)s leads a Party group without a name in “%(branch)s”."),
    "secretary_unknown": _lt(
        "%(number)s is to be secretary of “%(branch)s”, but nobody has this staff number."
    ),
    "committee_unknown": _lt(
        "%(number)s is to be on the committee of “%(branch)s”, but nobody has this staff number."
    ),
    "group_leader_unknown": _lt(
        "%(number)s is to lead a group of “%(branch)s”, but nobody has this staff number."
    ),
    "officer_of_other_branch": _lt(
        "%(number)s holds a post in “%(branch)s”, but is a member of “%(home)s”."
    ),
    "party_role_without_branch": _lt("%(name)s has a Party post, but no Party branch."),
    "branch_unknown": _lt("The Party branch “%(value)s” is neither in the file nor in Odoo."),
    "branch_new": _lt("The Party branch “%(name)s” is new and will be created."),
    "branch_without_party": _lt("%(name)s belongs to “%(branch)s” without being in the Party."),
    "branch_without_secretary": _lt("“%(branch)s” has no secretary."),
    "two_secretaries": _lt("“%(branch)s” has two secretaries: %(other)s and %(number)s."),
}
SENTENCES = FILE | CELLS | PEOPLE | STRUCTURE


def sentence(env, problem):
    """What a person reads about ``problem``."""
    params = dict(problem.params)
    if "known" in params:  # the name of a list of words: shown in the reader's script
        script = int((env.lang or "") in ("zh_TW", "zh_HK"))
        params["known"] = getattr(words, params["known"]).samples(script)
    text = env._(SENTENCES[problem.code])
    return text % params
