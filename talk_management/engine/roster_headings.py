"""The names of sheets and the headings of columns that the roster import understands."""

PEOPLE, DEPARTMENTS, BRANCHES = "people", "departments", "branches"

SHEETS = {
    PEOPLE: (
        "花名册",
        "花名冊",
        "People",
        "人员",
        "人員",
        "员工",
        "員工",
        "Roster",
        "Employees",
        "Staff",
    ),
    DEPARTMENTS: ("部门", "部門", "Departments", "科室", "Department"),
    BRANCHES: ("党支部", "黨支部", "Party Branches", "支部", "Branches", "Party Branch"),
}
# sheets that explain and hold no data: passed over without a word
HELP_SHEETS = ("说明", "說明", "Help", "填表说明", "填表說明", "Read me")

# each column: its heading in zh_CN, zh_TW and English, then other headings seen on real rosters
COLUMNS = {
    PEOPLE: {
        "number": (
            "工号",
            "工號",
            "Staff Number",
            "职工号",
            "職工號",
            "员工编号",
            "員工編號",
            "Staff No",
        ),
        "name": ("姓名", "姓名", "Name", "Full Name"),
        "department": ("部门", "部門", "Department", "科室", "所在部门", "所在部門"),
        "job_title": ("职务", "職務", "Job Title", "岗位", "崗位", "职位", "職位", "Post"),
        "rank": ("职级", "職級", "Rank", "行政级别", "行政級別"),
        "birthday": ("出生日期", "出生日期", "Birthday", "出生年月日", "出生年月", "Date of Birth"),
        "entry_date": (
            "入职日期",
            "入職日期",
            "Entry Date",
            "入职时间",
            "入職時間",
            "到职日期",
            "到職日期",
        ),
        "post_date": ("现任职务时间", "現任職務時間", "In Post Since", "任现职时间", "任現職時間"),
        "political": ("政治面貌", "政治面貌", "Political Status"),
        "party_join": ("入党日期", "入黨日期", "Joined the Party on", "入党时间", "入黨時間"),
        "party_full": ("转正日期", "轉正日期", "Full Party Member since", "转正时间", "轉正時間"),
        "branch": ("党支部", "黨支部", "Party Branch", "所在党支部", "所在黨支部"),
        "party_role": ("党内职务", "黨內職務", "Party Post"),
        "team_title": ("班子职务", "班子職務", "Leadership Post"),
        "login": ("登录名", "登入名", "Login", "登錄名", "账号", "帳號", "User Name"),
        "email": ("邮箱", "郵箱", "Email", "电子邮件", "電子郵件", "電郵", "信箱", "E-mail"),
        "status": ("状态", "狀態", "Status", "人员状态", "人員狀態"),
        "tags": ("标签", "標籤", "Tags"),
        "note": ("备注", "備註", "Remark", "備注", "Note"),
    },
    DEPARTMENTS: {
        "name": ("部门", "部門", "Department", "科室", "部门名称", "部門名稱"),
        "parent": ("上级部门", "上級部門", "Parent Department"),
        "head": (
            "负责人工号",
            "負責人工號",
            "Head Staff Number",
            "部门负责人工号",
            "部門負責人工號",
        ),
        "leader": ("分管领导工号", "分管領導工號", "Leader in Charge Staff Number"),
        "note": ("备注", "備註", "Remark", "備注", "Note"),
    },
    BRANCHES: {
        "name": ("党支部", "黨支部", "Party Branch", "支部"),
        "upper": ("上级党组织", "上級黨組織", "Superior Party Organisation"),
        "secretary": (
            "书记工号",
            "書記工號",
            "Secretary Staff Number",
            "支部书记工号",
            "支部書記工號",
        ),
        "committee": (
            "委员工号",
            "委員工號",
            "Committee Staff Numbers",
            "支部委员工号",
            "支部委員工號",
        ),
        "group": ("党小组", "黨小組", "Party Group"),
        "group_leader": (
            "党小组组长工号",
            "黨小組組長工號",
            "Group Leader Staff Number",
            "党小组长工号",
        ),
    },
}
