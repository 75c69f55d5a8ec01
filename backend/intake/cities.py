"""Cities people name instead of a time zone: lower case, single spaces. Shown in docs/import-files.md.

Cities that are zones of their own (Berlin, São Paulo as "sao paulo") need no line here.
"""

from __future__ import annotations

from collections.abc import Mapping

_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "Asia/Seoul": (
        "서울", "서울시", "서울특별시", "korea", "south korea", "한국", "yangjae", "양재", "gangnam", "강남", "pangyo",
        "판교", "seongnam", "성남", "incheon", "인천", "suwon", "수원", "daejeon", "대전", "daegu", "대구", "busan",
        "부산", "gwangju", "광주", "ulsan", "울산", "sejong", "세종", "jeju", "제주", "pohang", "포항",
    ),
    "America/Los_Angeles": (
        "san francisco", "san francisco ca", "sf", "샌프란시스코", "palo alto", "팔로알토", "팔로 알토", "silicon valley",
        "실리콘밸리", "실리콘 밸리", "bay area", "san jose", "san jose ca", "새너제이", "산호세", "mountain view",
        "마운틴뷰", "마운틴 뷰", "sunnyvale", "서니베일", "cupertino", "쿠퍼티노", "menlo park", "멘로파크", "santa clara",
        "산타클라라", "redwood city", "레드우드시티", "san mateo", "산마테오", "fremont", "프리몬트", "oakland", "오클랜드",
        "berkeley", "버클리", "los angeles ca", "la", "로스앤젤레스", "san diego", "샌디에이고", "sacramento", "irvine",
        "어바인", "california", "캘리포니아", "pacific", "pacific time", "seattle", "시애틀", "redmond", "레드먼드",
        "bellevue", "벨뷰", "kirkland", "커클랜드", "portland", "portland or", "포틀랜드", "las vegas", "라스베이거스",
    ),
    "America/Denver": ("덴버", "boulder", "볼더", "salt lake city", "솔트레이크시티"),
    "America/Phoenix": ("피닉스", "tempe", "scottsdale"),
    "America/Chicago": ("시카고", "austin", "오스틴", "dallas", "댈러스", "houston", "휴스턴"),
    "America/New_York": (
        "nyc", "new york city", "뉴욕", "boston", "보스턴", "cambridge ma", "washington", "washington dc", "워싱턴",
        "atlanta", "애틀랜타", "miami", "마이애미", "pittsburgh", "피츠버그", "philadelphia", "필라델피아",
    ),
    "America/Toronto": ("토론토", "waterloo", "montreal", "몬트리올", "ottawa"),
    "America/Vancouver": ("밴쿠버", "victoria bc"),
    "Asia/Tokyo": ("도쿄", "동경", "osaka", "오사카", "kyoto", "교토", "fukuoka", "후쿠오카", "japan", "일본"),
    "Asia/Shanghai": ("상하이", "상해", "beijing", "베이징", "북경", "shenzhen", "선전", "hangzhou", "항저우"),
    "Asia/Hong_Kong": ("홍콩", "hongkong"),
    "Asia/Taipei": ("타이베이", "taiwan", "대만"),
    "Asia/Singapore": ("싱가포르",),
    "Asia/Kolkata": ("bengaluru", "bangalore", "벵갈루루", "mumbai", "뭄바이", "new delhi", "delhi", "hyderabad"),
    "Asia/Ho_Chi_Minh": ("호치민", "hanoi", "하노이"),
    "Asia/Dubai": ("두바이", "abu dhabi"),
    "Asia/Jerusalem": ("tel aviv", "텔아비브"),
    "Europe/London": ("런던", "cambridge uk", "oxford", "edinburgh"),
    "Europe/Paris": ("파리",),
    "Europe/Berlin": ("베를린", "munich", "뮌헨", "frankfurt"),
    "Europe/Amsterdam": ("암스테르담",),
    "Europe/Zurich": ("취리히", "geneva"),
    "Australia/Sydney": ("시드니",),
}  # fmt: skip

CITIES: Mapping[str, str] = {city: zone for zone, cities in _SPELLINGS.items() for city in cities}
