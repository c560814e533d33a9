import Foundation

extension Webhooks {
    /// What was sent and how it went, for tests.
    var log: JSONValue {
        let listed = deliveries.sorted { $0.key < $1.key }.map { $0.value.json }
        return [
            "url": settings.url.map { JSONValue.string($0) } ?? JSONValue.null, "injection": gate.injection.json,
            "deliveries": .array(listed),
        ]
    }

    /// The answer of `GET /marketplace/apps/{appId}/webhook_logs`: every try of the last seven days.
    func marketplaceLog(_ filter: WebhookLogFilter, now: Date) -> JSONValue {
        let since = now.addingTimeInterval(-7 * 86_400)
        var rows: [JSONValue] = []
        for (_, delivery) in deliveries.sorted(by: { $0.key < $1.key }) {
            for (retry, attempt) in delivery.attempts.enumerated()
            where attempt.at > since && filter.includes(delivery, attempt, retry: retry) {
                rows.append(row(for: delivery, attempt, retry: retry))
            }
        }
        return ["page_size": 300, "next_page_token": "", "webhook_logs": .array(rows)]
    }

    private func row(
        for delivery: WebhookDelivery, _ attempt: WebhookDelivery.Attempt, retry: Int
    ) -> JSONValue {
        [
            "event": .string(delivery.event), "status": .number(attempt.status ?? -1),
            "failed_reason": .string(attempt.reason), "endpoint": .string(settings.url ?? ""),
            "request_id": .string(delivery.requestID), "trace_id": .string(attempt.trackingID),
            "retry_num": .number(retry), "date_time": .string(attempt.at.zoomText),
            "request_body": .string(delivery.body),
        ]
    }
}

/// Which tries a request for the marketplace's log asks for.
struct WebhookLogFilter: Sendable {
    let event: String?
    let status: Int?
    let retry: Int?

    init(_ query: FormFields) {
        event = query["event"]
        status = query["status"].flatMap { Int($0) }
        retry = query["retry_num"].flatMap { Int($0) }
    }

    func includes(_ delivery: WebhookDelivery, _ attempt: WebhookDelivery.Attempt, retry number: Int) -> Bool {
        if let event, delivery.event != event { return false }
        if let status, attempt.status ?? -1 != status { return false }
        return retry == nil || retry == number
    }
}

extension WebhookDelivery {
    var json: JSONValue {
        let statuses = attempts.map { attempt in
            attempt.status.map { JSONValue.number($0) } ?? JSONValue.string(attempt.reason)
        }
        return [
            "event": .string(event), "request_id": .string(requestID), "state": .string(state.rawValue),
            "attempts": .number(attempts.count), "status": statuses.last ?? JSONValue.null,
            "statuses": .array(statuses),
        ]
    }
}
