import Operations
import Scheduling
import Store
import TimeZones

extension JSONValue {
    /// A schedule as it can be sent back.
    init(_ shown: ShownSchedule) {
        let (schedule, form) = (shown.schedule, shown.form)
        let weeks = form.weeks.map { week in
            let days = week.filter { !$0.value.isEmpty }.map { (HoursForm.field($0.key), $0.value.map(\.json)) }
            return JSONValue.object(Dictionary(days.map { ($0.0, .list($0.1)) }) { first, _ in first })
        }
        let overrides = form.overrides.map { override in
            JSONValue([
                "first": override.first, "last": override.last.isEmpty ? override.first : override.last,
                "ranges": override.ranges.map(\.json),
            ])
        }
        self.init([
            "id": schedule.id, "name": form.name, "user_id": schedule.userID, "is_default": schedule.isDefault,
            "timezone": form.zone, "weeks": weeks, "anchor": form.anchor, "overrides": overrides,
        ])
    }
}

extension ScheduleForm {
    /// Reads a body; without weeks it is one week that is never open.
    init(_ body: BodyFields) {
        self.init(name: body.text("name") ?? "", zone: body.text("timezone") ?? "")
        anchor = body.text("anchor") ?? anchor
        overrides = (body.objects("overrides") ?? []).map { OverrideForm($0) }
        guard let weeks = body.objects("weeks") else { return }
        self.weeks = weeks.map { week in
            var days: [Weekday: [HoursForm.Range]] = [:]
            for day in Weekday.allCases {
                days[day] = week.objects(HoursForm.field(day))?.map { HoursForm.Range($0) }
            }
            return days
        }
    }

    /// The fields of the form whose faults have other names.
    static let otherNames = ["zone": "timezone"]
}

extension OverrideForm {
    init(_ body: BodyFields) {
        self.init(
            first: body.text("first") ?? "", last: body.text("last") ?? "",
            ranges: (body.objects("ranges") ?? []).map { HoursForm.Range($0) })
    }
}

extension HoursForm.Range {
    init(_ body: BodyFields) {
        self.init(from: body.text("from") ?? "", to: body.text("to") ?? "")
    }

    var json: JSONValue { JSONValue(["from": from, "to": to]) }
}
