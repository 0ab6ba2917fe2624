"""What the demo hospital's people said. All of it is made up."""

PLACES = ("谈话室", "党员活动室", "科主任办公室", "三楼小会议室", "院长办公室")

WORDS = {
    "content": (
        "围绕本年度工作完成情况、科室协作和个人成长交换了意见，谈话气氛坦诚。",
        "了解近期排班、夜班强度和家庭情况，听取对科室管理的看法。",
        "结合党纪学习教育，交流思想认识，对照岗位职责查找差距。",
    ),
    "strengths": (
        "工作踏实，责任心强，患者满意度高，能带教年轻同志。",
        "主动承担急难任务，业务进步明显，团结同事。",
        "遵守纪律，服从安排，文书书写规范。",
    ),
    "shortcomings": (
        "与兄弟科室沟通不够主动，遇到问题有时急躁。",
        "业务学习计划性不强，科研意识有待提高。",
        "对新入职同事的帮带还不够耐心。",
    ),
    "criticism_responsible": (
        "谈话人检讨：深入一线不够，对困难了解得不及时。",
        "谈话人检讨：布置工作多，帮助解决实际问题少。",
    ),
    "criticism_employee": (
        "对照检查，认识到自己安于现状，钻研业务的劲头有所松懈。",
        "承认有时把情绪带到工作中，今后注意改进。",
    ),
    "opinions": (
        "建议优化交接班流程，减少重复填表。",
        "希望增加外出进修名额，名额分配公开透明。",
        "建议食堂延长夜班供餐时间。",
    ),
    "difficulties": (
        "夜班较多，照顾老人和孩子有困难。",
        "暂无特别困难。",
        "职称晋升压力较大，论文发表有困难。",
    ),
    "response": (
        "排班问题下周与护士长商量，尽量照顾；进修事宜报人事科统筹。",
        "当场说明了有关政策，能办的马上办，不能办的讲清原因。",
    ),
    "position": (
        "表示理解和接受，下一步制定个人学习计划并按月对照。",
        "愿意继续努力，请组织监督。",
    ),
}

COMMITMENTS = (
    "制定下半年个人学习计划并交科主任",
    "每月参加一次病例讨论并发言",
    "与兄弟科室建立固定的沟通时间",
    "完成一篇护理个案总结",
)

# what was raised: (key, who, with whom, days ago, kind, area, urgency, what was said,
# what may be passed on, whether a written reply is wanted)
HEARD = (
    ("office1", "h0054", "h0048", 36, "difficulty", "work", "urgent",
     "入职三个多月还没有办公系统账号，通知都靠同事转告，别说是我讲的。",
     "新入职人员没有办公系统账号，通知靠同事转告。", False),
    ("office2", "h0080", "h0073", 35, "difficulty", "work", "urgent",
     "登不进办公系统，请假、领物都要托人代办，不好意思总开口。",
     "没有办公系统权限，请假、领物都要托人代办。", True),
    ("office3", "h0125", "h0004", 34, "problem", "work", "normal",
     "办公系统一直打不开，科里的培训通知错过了两次。",
     "办公系统打不开，错过了培训通知。", False),
    ("canteen", "h0017", "h0004", 25, "suggestion", "life", "normal",
     "周末值班时食堂不开门，只能点外卖。", "周末值班时食堂不开门。", True),
    ("lift", "h0104", "h0004", 24, "problem", "management", "urgent",
     "儿科病区电梯老是停，推平车的时候最着急。", "儿科病区电梯经常停用，影响平车转运。", False),
    ("guard", "h0185", "h0004", 55, "difficulty", "management", "urgent",
     "急诊夜里只有一个保安，遇到醉酒的心里发慌。", "急诊夜间只有一名保安。", True),
    ("funds", "h0093", "h0004", 9, "demand", "growth", "normal",
     "想申请青年科研项目，不知道经费怎么报。", "青年科研项目经费的申报办法不清楚。", False),
    ("bunks", "h0147", "h0004", 8, "demand", "care", "normal",
     "值班室太潮，被褥晒不干。", "手术楼值班室潮湿，被褥晒不干。", False),
    ("ward", "h0099", "h0004", 30, "opinion", "pay", "normal",
     "夜班补贴的算法大家说法不一。", "夜班补贴的计算办法不清楚。", True),
    ("cooling", "h0059", "h0048", 5, "problem", "work", "normal",
     "示教室空调坏了半个月。", "示教室空调坏了半个月。", False),
    ("family", "h0055", "h0048", 4, "difficulty", "care", "normal",
     "家里老人住院，近期想少排夜班，请不要对外讲。", "", False),
    ("study", "h0056", "h0048", 20, "demand", "growth", "normal",
     "今年还想再去上海进修三个月。", "希望今年再安排一次外出进修。", False),
    ("handover", "h0058", "h0048", 41, "suggestion", "management", "normal",
     "交接班表一晚上要填三遍。", "交接班表内容重复，一晚上要填三遍。", False),
    ("title", "h0060", "h0048", 12, "opinion", "growth", "normal",
     "职称评审要哪些材料，问了几处都不一样。", "职称评审所需材料口径不一。", True),
    ("printer", "h0052", "h0048", 28, "problem", "work", "normal",
     "心电图机打印机卡纸，报告要重打。", "心电图机打印机常卡纸，报告要重打。", False),
    ("template", "h0051", "h0048", 70, "suggestion", "work", "normal",
     "病历模板太旧，每份都要改。", "病历模板陈旧，每份都要手工修改。", False),
)  # fmt: skip

TITLES = {
    "office3": "新入职人员的办公系统账号",
    "canteen": "周末值班用餐",
    "lift": "儿科病区电梯",
    "guard": "急诊夜间安保",
    "funds": "青年科研项目经费申报",
    "bunks": "手术楼值班室潮湿",
    "ward": "夜班补贴计算办法",
    "cooling": "示教室空调",
    "study": "外出进修名额",
    "handover": "交接班表重复填写",
    "title": "职称评审材料",
    "printer": "心电图机打印机",
    "template": "病历模板更新",
}

OFFICE_CAUSE = "账号由区卫健委信息中心统一开通，我院在新职工入职时没有同步报送名单。"
OFFICE_ANSWER = "区卫健委信息中心已开通账号，今日起可以登录；以后新职工报到当天开通。"
OFFICE_REPLY = "您反映的办公系统登录问题已解决：账号今日起可用，初始密码到党政办公室领取。"
OFFICE_AGAIN = "手机端还是登不进去。"
OFFICE_ANSWER_AGAIN = "手机端权限也已开通，操作说明已发到各科室。"
CANTEEN_ANSWER = "食堂自本月起周末供应午餐和晚餐，值班人员凭工号就餐。"
CANTEEN_REPLY = "您提出的周末值班用餐建议已采纳：周末供应午餐和晚餐，凭工号就餐，欢迎继续提意见。"
STUDY_REASON = "本年度外出进修名额已全部安排，明年一季度重新申报，同等条件下优先考虑。"
TEMPLATE_ANSWER = "病历模板已更新并在科内培训，三个病种先行试用。"
HELPED = "已回访，反映的问题不再出现。"
OFFICE_DISCUSSION = "与会人员认为，问题虽小，却关系到新职工的归属感，应当从源头解决。"
OFFICE_DECISION = "由党政办公室立即报送名单开通账号，并建立新职工报到当天开通的办法。"
CANTEEN_CAUSE = "食堂周末无排班，值班用餐没有纳入保障范围。"
CANTEEN_DECISION = "由后勤保障科拿出周末供餐方案，本月内落实。"
MEETING_REMARK = "周末供餐由后勤保障科继续办理，下次会议听取汇报。"
OUTSIDE = "区卫生健康委信息中心"

# early warnings: (about whom, days ago, kind, what was noticed)
WARNINGS = (
    ("h0056", 1, "conduct", "近来与家属沟通语气急躁，同事提醒后仍有发生。"),
    ("h0057", 6, "mood", "近两周交班时情绪低落，两次谈到睡眠不好，需要关心。"),
    ("h0060", 45, "discipline", "一个月内三次迟到，本人说是送孩子。"),
)
WARNING_OPINION = "建议由科主任先做一次提醒谈话，了解家庭情况。"
WARNING_OUTCOME = "已核实，家中有实际困难，已调整班次，未发现其他问题。"
