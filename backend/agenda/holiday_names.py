"""Korean names of American public holidays, which the `holidays` library tells in English and Thai alone."""

OBSERVED = " (observed)"
IN_KOREAN = {
    "New Year's Day": "새해 첫날",
    "Martin Luther King Jr. Day": "마틴 루터 킹 기념일",
    "Inauguration Day": "대통령 취임일",
    "Washington's Birthday": "워싱턴 탄생일(대통령의 날)",
    "Memorial Day": "메모리얼 데이(현충일)",
    "Juneteenth National Independence Day": "준틴스(노예 해방 기념일)",
    "Independence Day": "미국 독립기념일",
    "Labor Day": "미국 노동절",
    "Columbus Day": "콜럼버스의 날",
    "Veterans Day": "재향 군인의 날",
    "Thanksgiving Day": "추수감사절",
    "Day After Thanksgiving": "추수감사절 다음 날",
    "Christmas Eve": "크리스마스이브",
    "Christmas Day": "크리스마스",
}


def in_korean(name: str) -> str:
    """The Korean name of an American holiday; the name as it is where there is none."""
    day = name.removesuffix(OBSERVED)
    known = IN_KOREAN.get(day)
    if known is None:
        return name
    return known if day == name else f"{known} 대체 휴일"
