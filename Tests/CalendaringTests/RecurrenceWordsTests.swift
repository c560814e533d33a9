import Calendaring
import Testing

struct `A recurrence rule in words` {
    @Test(arguments: [
        ("FREQ=DAILY;COUNT=5", "Every day, 5 times"),
        ("FREQ=DAILY;COUNT=1", "Every day, once"),
        ("FREQ=DAILY;INTERVAL=3;BYDAY=FR,MO;COUNT=5", "Every 3 days, only on Monday and Friday, 5 times"),
        ("FREQ=DAILY;BYMONTHDAY=1,-1;COUNT=5", "Every day, only on the 1st and the last day, 5 times"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,MO;COUNT=10", "Every 2 weeks on Monday and Thursday, 10 times"),
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=9", "Every day, only from Monday to Friday, 9 times"),
        ("FREQ=WEEKLY;UNTIL=20270301", "Every week, until 2027-03-01"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=9", "Every week on every day from Monday to Friday, 9 times"),
        ("FREQ=MONTHLY;BYDAY=2TU;UNTIL=20270301", "Every month on the second Tuesday, until 2027-03-01"),
        ("FREQ=MONTHLY;UNTIL=20270301T093000", "Every month, until 2027-03-01 09:30"),
        ("FREQ=MONTHLY;UNTIL=20270301T093005Z", "Every month, until 2027-03-01 09:30:05 UTC"),
        (
            "FREQ=MONTHLY;BYDAY=-1FR,1MO,-2SU,SA;COUNT=3",
            "Every month on every Saturday, the first Monday, the second to last Sunday and the last Friday, "
                + "3 times"
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=-2,22,3,1,12,-1;COUNT=3",
            "Every month on the 1st, the 3rd, the 12th, the 22nd, the second to last day and the last day, "
                + "3 times"
        ),
        ("FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR;COUNT=3", "Every month on the 13th, only on Friday, 3 times"),
        (
            "FREQ=MONTHLY;BYMONTHDAY=8,9;BYDAY=2FR;COUNT=3",
            "Every month on the 8th and the 9th, only on the second Friday, 3 times"
        ),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;BYMONTH=12,3;COUNT=3",
            "Every month on every day from Monday to Friday, only in March and December, "
                + "only the last of these days in the month, 3 times"
        ),
        (
            "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=1,-1;COUNT=3",
            "Every week on Monday, Wednesday and Friday, "
                + "only the first and the last of these days in the week, 3 times"
        ),
    ])
    func `says what it does`(text: String, words: String) throws {
        #expect(try RecurrenceRule(text).words == words)
    }
}
