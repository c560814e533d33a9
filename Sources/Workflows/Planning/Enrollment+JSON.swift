import Foundation
import Scheduling
import TimeZones

extension Enrollment: Codable {
    private enum Field: String, CodingKey {
        case version, step, end, visits, waits, done, origin, waiting, due
        case startedAt = "started_at"
        case startedWith = "started_with"
        case appointmentStart = "appointment_start"
        case isSkipping = "skips_messages"
        case stepsTaken = "steps_taken"
    }

    private enum Waits: String, Codable {
        case delay, event, opening
    }

    package init(from decoder: any Decoder) throws {
        let stored = try decoder.container(keyedBy: Field.self)
        version = try stored.decode(Int.self, forKey: .version)
        startedAt = try stored.instant(.startedAt)
        let status = try stored.decode(String.self, forKey: .startedWith)
        guard let startedWith = AppointmentStatus(rawValue: status) else {
            throw DecodingError.dataCorruptedError(
                forKey: .startedWith, in: stored, debugDescription: "No status is called \(status).")
        }
        self.startedWith = startedWith
        if let end = try stored.decodeIfPresent(End.self, forKey: .end) {
            place = .ended(end)
        } else {
            place = .step(try stored.decode(String.self, forKey: .step))
        }
        appointmentStart = try stored.instant(.appointmentStart)
        waiting =
            switch try stored.decodeIfPresent(Waits.self, forKey: .waiting) {
            case nil: nil
            case .delay: .delay
            case .event: .event
            case .opening: .opening(due: try stored.instant(.due))
            }
        isSkipping = try stored.decode(Bool.self, forKey: .isSkipping)
        stepsTaken = try stored.decode(Int.self, forKey: .stepsTaken)
        visits = try stored.decode([String: Int].self, forKey: .visits)
        waits = try stored.decode([String: Int64].self, forKey: .waits).mapValues(Instant.init(milliseconds:))
        done = try stored.decode(Set<String>.self, forKey: .done)
        origin = try stored.decodeIfPresent(Origin.self, forKey: .origin)
    }

    package func encode(to encoder: any Encoder) throws {
        var stored = encoder.container(keyedBy: Field.self)
        try stored.encode(version, forKey: .version)
        try stored.encode(startedAt.milliseconds, forKey: .startedAt)
        try stored.encode(startedWith.rawValue, forKey: .startedWith)
        switch place {
        case .step(let id): try stored.encode(id, forKey: .step)
        case .ended(let end): try stored.encode(end, forKey: .end)
        }
        try stored.encode(appointmentStart.milliseconds, forKey: .appointmentStart)
        switch waiting {
        case nil: break
        case .delay: try stored.encode(Waits.delay, forKey: .waiting)
        case .event: try stored.encode(Waits.event, forKey: .waiting)
        case .opening(let due):
            try stored.encode(Waits.opening, forKey: .waiting)
            try stored.encode(due.milliseconds, forKey: .due)
        }
        try stored.encode(isSkipping, forKey: .isSkipping)
        try stored.encode(stepsTaken, forKey: .stepsTaken)
        try stored.encode(visits, forKey: .visits)
        try stored.encode(waits.mapValues(\.milliseconds), forKey: .waits)
        try stored.encode(done.sorted(), forKey: .done)
        try stored.encodeIfPresent(origin, forKey: .origin)
    }
}

extension KeyedDecodingContainer {
    fileprivate func instant(_ key: Key) throws -> Instant {
        Instant(milliseconds: try decode(Int64.self, forKey: key))
    }
}
