import Foundation

extension Webhooks {
    /// Asks the app for the code of a token, by which Zoom knows that the address is the app's.
    func validate() async -> Bool {
        guard sender != nil else { return false }
        let token = Random.token(16)
        let event = WebhookEvent(
            name: "endpoint.url_validation", payload: ["plainToken": .string(token)], at: now())
        let number = list(event, requestID: Self.requestID())
        let answer = await self.answer(to: number)
        let expected: JSONValue = [
            "plainToken": .string(token), "encryptedToken": .string(settings.signature.code(for: token)),
        ]
        let isValid = answer?.status == 200 && answer.flatMap { JSONValue(json: $0.body) } == expected
        deliveries[number]?.state = isValid ? .delivered : .failed
        return isValid
    }

    func deliver(_ number: Int, after delay: Duration) async {
        // Sleeping ends early when the process is to stop; then there is nobody to send to.
        guard (try? await Task.sleep(for: delay)) != nil else { return }
        if await attempt(number) == .waiting { await retry(number) }
    }

    func retry(_ number: Int) async {
        for minutes in WebhookSettings.retryMinutes {
            guard (try? await Task.sleep(for: settings.minute * minutes)) != nil else { return }
            if await attempt(number) != .waiting { return }
        }
    }

    /// Tries once, and answers how it stands.
    func attempt(_ number: Int) async -> WebhookDelivery.State {
        _ = await answer(to: number)
        return deliveries[number]?.state ?? .failed
    }

    private func answer(to number: Int) async -> WebhookSender.Answer? {
        guard let sender, let delivery = deliveries[number] else { return nil }
        let trackingID = Random.trackingID()
        let start = now()
        var answer: WebhookSender.Answer?
        var reason = ""
        do {
            answer = try await sender.send(delivery, trackingID: trackingID)
        } catch {
            reason = String(describing: error)
        }
        deliveries[number]?.note(
            .init(at: start, trackingID: trackingID, status: answer?.status, reason: reason))
        return answer
    }
}
