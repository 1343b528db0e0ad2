"""CH300–CH329: who is sent, from where and to where (渝卫发〔2021〕55号 三（一）)."""

from collections.abc import Iterator
from datetime import date

from countyhire.model.book import Book
from countyhire.model.finding import Severity
from countyhire.model.institutions import COUNTY_KINDS, Institution
from countyhire.model.period import Period
from countyhire.model.service import COUNTY_HIRED, PLANNED, SERVING, Spell
from countyhire.policy.parameter import Policy
from countyhire.rules.columns import kept
from countyhire.rules.rule import Hits, rule
from countyhire.rules.spells import county_rows, days_of, going, is_known, placements, span

TRAINING = ("规培", "进修")


@rule("CH300", "receiver-not-permitted", Severity.ERROR, clause="B05", reads=("spells", "institutions"))
def receiver_not_permitted(book: Book, policy: Policy, on: date) -> Hits:
    """接收机构不是乡镇卫生院或社区卫生服务中心。

    为什么: 县聘乡用只能派往乡镇卫生院（含中心卫生院）和社区卫生服务中心。
    怎么改: 改正接收机构编码或机构类别；派往村卫生室、服务站的，改派到其上级机构。
    """
    for spell in county_rows(book):
        receiver = book.institution(spell.receiver)
        if receiver and receiver.kind and not receiver.receives:
            words = f"{going(book, spell)}，{receiver.kind}不能接收县聘乡用人员"
            yield spell.cell("receiver"), words, spell.person


def senders(book: Book) -> Iterator[tuple[Spell, Institution]]:
    """The 县聘乡用 rows whose sender is outside the district's scheme, with that sender."""
    for spell in county_rows(book):
        sender = book.institution(spell.sender)
        if sender and sender.kind and sender.owner and not sender.sends:
            yield spell, sender


@rule("CH301", "sender-not-county-level", Severity.ERROR, clause="B01", reads=("spells", "institutions"))
def sender_not_county_level(book: Book, policy: Policy, on: date) -> Hits:
    """派出机构不是区县级医疗机构。

    为什么: 县聘乡用由区县人民医院、中医院、妇幼保健院等区县级公立医疗机构派出。
    怎么改: 改正派出机构编码；确由区县统筹的其他公立机构，在机构名录填“纳入区县统筹”。
    """
    for spell, sender in senders(book):
        if sender.kind not in COUNTY_KINDS:
            words = f"{book.person_name(spell.person)}的派出机构{sender.name}是{sender.kind}"
            yield spell.cell("sender"), words, spell.person


@rule("CH302", "sender-outside-the-scheme", Severity.WARNING, clause="A06", reads=("spells", "institutions"))
def sender_outside_the_scheme(book: Book, policy: Policy, on: date) -> Hits:
    """派出机构不是公立机构，或者没有纳入区县统筹。

    为什么: 民营等机构和不纳入统筹的医院不自动作为派出机构，派出的人不计入区县的数。
    怎么改: 核对隶属关系；纳入统筹的，在机构名录填“是”。
    """
    for spell, sender in senders(book):
        if sender.kind in COUNTY_KINDS and sender.owner in ("区县属", "民营", "其他"):
            reason = "未纳入区县统筹" if sender.owner == "区县属" else f"隶属关系为{sender.owner}"
            words = f"{book.person_name(spell.person)}的派出机构{sender.name}{reason}"
            yield spell.cell("sender"), words, spell.person


@rule("CH303", "sender-not-of-the-district", Severity.NOTICE, clause="F08", reads=("spells", "institutions"))
def sender_not_of_the_district(book: Book, policy: Policy, on: date) -> Hits:
    """派出机构是市属、部队或企事业单位的医院。

    为什么: 这些医院的人员享受激励政策，但不计入区县的招聘数和派出数，另行列出。
    怎么改: 隶属关系无误的不必处理。
    """
    for spell, sender in senders(book):
        if sender.kind in COUNTY_KINDS and sender.owner in ("市属", "部队", "企事业"):
            words = f"{book.person_name(spell.person)}由{sender.owner}的{sender.name}派出，不计入区县"
            yield spell.cell("sender"), words, spell.person


@rule("CH304", "home-unit-changed", Severity.ERROR, clause="B12", reads=("spells", "people"))
def home_unit_changed(book: Book, policy: Policy, on: date) -> Hits:
    """在派或拟派人员的派出机构不是人事关系所在机构。

    为什么: 服务期内人事关系不变，派出机构应当就是花名册里的机构。
    怎么改: 核对派出机构编码和花名册的机构编码；确已调动的先结束这段服务。
    """
    for spell, person in placements(book):
        if spell.status not in (SERVING, PLANNED) or not spell.sender or not person.institution:
            continue
        known = is_known(book, spell.sender) and is_known(book, person.institution)
        if spell.sender != person.institution and known:
            sender, home = book.institution_name(spell.sender), book.institution_name(person.institution)
            yield spell.cell("sender"), f"{person.name}派出机构填{sender}，花名册为{home}", person.code


@rule("CH305", "planned-while-away", Severity.ERROR, clause="C06", reads=("spells", "leaves"))
def planned_while_away(book: Book, policy: Policy, on: date) -> Hits:
    """拟派的起始日期在请假或培训期间。

    为什么: 派出的人要能到岗，规培、进修和休假期间不能开始服务。
    怎么改: 推迟起始日期，或者换人；假期写错的改正。
    """
    for spell, leave, shared in leaves_in_service(book, on):
        if spell.status == PLANNED and spell.start and spell.start in shared:
            words = f"{going(book, spell)}，{spell.start}正在{leave}"
            yield spell.cell("start"), words, spell.person


@rule("CH306", "training-during-service", Severity.ERROR, clause="H55", reads=("spells", "leaves"))
def training_during_service(book: Book, policy: Policy, on: date) -> Hits:
    """服务期间在规培或进修。

    为什么: 县聘乡用要在基层全职工作，规培、进修是在另一处，两处不能同时。
    怎么改: 核对服务和培训的起止日期；确去培训的，服务应分段。
    """
    for spell, leave, shared in leaves_in_service(book, on):
        if spell.status != PLANNED and leave in TRAINING:
            words = f"{going(book, spell)}服务期间{leave}：{days_of(shared)}"
            yield spell.cell("start"), words, spell.person


@rule("CH307", "long-leave-during-service", Severity.WARNING, clause="B04", reads=("spells", "leaves"))
def long_leave_during_service(book: Book, policy: Policy, on: date) -> Hits:
    """服务期间一次请假超过规定天数。

    为什么: 长假期间没有在基层工作，是否顺延服务期由区县规定。
    怎么改: 核对假期；按区县规定顺延的，改计划结束日期。
    """
    limit = policy.whole("duty.leave_extend_days", on)
    for spell, leave, shared in leaves_in_service(book, on):
        if spell.status != PLANNED and leave not in TRAINING and shared.days > limit:
            words = f"{going(book, spell)}服务期间{leave}{shared.days}天，超过{limit}天"
            yield spell.cell("start"), words, spell.person


def leaves_in_service(book: Book, on: date) -> Iterator[tuple[Spell, str, Period]]:
    """Every leave that shares days with a 县聘乡用 row: the row, the kind of leave, the days."""
    by_person: dict[str, list[Spell]] = {}
    for spell in county_rows(book):
        by_person.setdefault(spell.person, []).append(spell)
    for leave in book.leaves:
        if leave.start is None or (leave.end and leave.end < leave.start):
            continue
        away = Period(leave.start, leave.end or date.max)
        for spell in by_person.get(leave.person, ()):
            period = span(spell, on)
            if period and (shared := period.overlap(away)):
                yield spell, leave.kind, shared


@rule("CH308", "gone-before-the-end", Severity.ERROR, clause="B13", reads=("spells", "people"))
def gone_before_the_end(book: Book, policy: Policy, on: date) -> Hits:
    """服务还没有结束，人已离职或退休。

    为什么: 离开单位的人不再是派出人员，离开后的日子不算服务，也不发绩效。
    怎么改: 按离开的前一天结束这段服务；没有离开的改正花名册。
    """
    for spell, person in placements(book):
        if spell.status in (SERVING, PLANNED) and person.gone:
            words = f"{person.name}已{person.status}，{spell.code}的状态仍为{spell.status}"
            yield spell.cell("status"), words, person.code
        elif person.left_on and spell.end and spell.start and person.left_on < spell.end:
            words = f"{person.name}{person.left_on}离职，{spell.code}结束于{spell.end}"
            yield spell.cell("end"), words, person.code


@rule("CH309", "service-before-hire", Severity.ERROR, clause="B03", reads=("spells", "people"))
def service_before_hire(book: Book, policy: Policy, on: date) -> Hits:
    """由本单位派出的起始日期早于入职日期。

    为什么: 没有入职就不能由这个单位派出，必有一个日期是错的。
    怎么改: 核对入职日期和起始日期；由原单位派出的改正派出机构。
    """
    for spell, person in placements(book):
        if spell.sender != person.institution or not spell.start or not person.hired_on:
            continue
        if spell.start < person.hired_on:
            words = f"{person.name}{person.hired_on}入职，{spell.code}起始于{spell.start}"
            yield spell.cell("start"), words, person.code


@rule("CH310", "not-on-duty-when-planned", Severity.WARNING, clause="C06", reads=("spells", "people"))
def not_on_duty_when_planned(book: Book, policy: Policy, on: date) -> Hits:
    """拟派人员目前不在岗。

    为什么: 只有在岗的人能派出；到派出时能回岗的不受影响。
    怎么改: 核对在岗状态；派出时仍不能到岗的换人。
    """
    for spell, person in placements(book):
        if spell.status == PLANNED and person.status and person.status != "在岗" and not person.gone:
            yield spell.cell("person"), f"{going(book, spell)}，目前{person.status}", person.code


@rule("CH311", "specialty-of-another-kind", Severity.WARNING, clause="H25", reads=("spells", "people"))
def specialty_of_another_kind(book: Book, policy: Policy, on: date) -> Hits:
    """派出岗位的专业不是本人的专业。

    为什么: 派人要专业对口，不对口的要有说明。
    怎么改: 核对岗位专业和花名册的专业；确需跨专业的不必处理。
    """
    for spell, person in placements(book):
        if spell.status not in (PLANNED, SERVING) or not spell.specialty or not person.specialty:
            continue
        if spell.specialty != person.specialty:
            words = f"{going(book, spell)}{spell.specialty}，本人专业为{person.specialty}"
            yield spell.cell("specialty"), words, person.code


@rule("CH312", "junior-in-a-temporary-post", Severity.WARNING, clause="F04", reads=("spells", "people"))
def junior_in_a_temporary_post(book: Book, policy: Policy, on: date) -> Hits:
    """挂职人员的职称低于中级。

    为什么: 文件鼓励的是中级及以上职称人员挂职领导班子成员。
    怎么改: 核对职称和挂职；确有安排的不必处理。
    """
    for spell, person in placements(book):
        if spell.temporary_post and person.appointment and person.title_rank < 2:
            words = f"{person.name}挂职{spell.temporary_post}，职称为{person.appointment}"
            yield spell.cell("temporary_post"), words, person.code


def lacks_evidence(spell: Spell) -> bool:
    return not spell.evidence and kept(spell, "evidence")


@rule("CH313", "experience-without-evidence", Severity.WARNING, clause="N14", reads=("spells",))
def experience_without_evidence(book: Book, policy: Policy, on: date) -> Hits:
    """县聘乡用以外的基层经历没有证明材料。

    为什么: 其他经历要凭证明才能计入，没有证明的不计。
    怎么改: 补填证明材料的名称或文号。
    """
    for spell in book.spells:
        if spell.over and spell.category and spell.category != COUNTY_HIRED and lacks_evidence(spell):
            words = f"{book.person_name(spell.person)}的{spell.category}没有证明材料"
            yield spell.cell("evidence"), words, spell.person


@rule("CH314", "elsewhere-while-serving", Severity.WARNING, clause="H55", reads=("spells", "people"))
def elsewhere_while_serving(book: Book, policy: Policy, on: date) -> Hits:
    """正在服务的人员，在岗状态是规培、进修或借调。

    为什么: 规培、进修、借调都在另一处，不能同时全职在基层服务。
    怎么改: 核对在岗状态；确已离开基层的结束这段服务。
    """
    for spell, person in placements(book):
        if spell.status == SERVING and person.status in (*TRAINING, "借调"):
            yield person.cell("status"), f"{going(book, spell)}，在岗状态为{person.status}", person.code


@rule("CH315", "outside-owner-in-the-scheme", Severity.WARNING, clause="F08", reads=("institutions",), soft=True)
def outside_owner_in_the_scheme(book: Book, policy: Policy, on: date) -> Hits:
    """不是区县属的机构填了“纳入区县统筹”。

    为什么: 市级医疗机构和其他二级以上医疗机构的人员另行统筹，不计入区县的招聘数和派出数；填“是”后，
        它的招聘数进入应派人数，它的人员也参加统筹调配。
    怎么改: 区县没有另行决定的，改填“否”或者留空；有决定的，在例外清单登记，对象填机构编码。
    """
    for row in book.institutions:
        if row.in_scheme and row.owner and row.owner != "区县属":
            yield row.cell("in_scheme"), f"{row.name}隶属关系为{row.owner}，填了纳入区县统筹，按派出机构计算", row.code
