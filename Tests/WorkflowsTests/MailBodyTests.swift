import Testing
import Workflows

struct `The text of a mail` {
    private let source = """
        Hello **{{contact.first_name}}**,
        second line

        - one
        - [two](https://example.com/2)
        After it: {{appointment.meeting_location}}.

        [Join now]({{ appointment.meeting_location }})
        """

    private func value(_ name: ValueName) -> String {
        switch name.description {
        case "contact.first_name": "<b>**Ada**</b>"
        case "contact.name": "A&B C"
        case "contact.source": "javascript:alert"
        case "appointment.meeting_location": "https://usher.example/j/x?a=1&b=2"
        default: ""
        }
    }

    private func html(_ source: String) -> String { MailBody(source).html(value) }

    @Test func `is plain text`() {
        let expected = """
            Hello <b>**Ada**</b>,
            second line

            - one
            - two (https://example.com/2)

            After it: https://usher.example/j/x?a=1&b=2.

            Join now: https://usher.example/j/x?a=1&b=2

            """
        #expect(MailBody(source).plainText(value) == expected)
    }

    @Test func `is HTML, in which no value is markup`() {
        let html = html(source)
        #expect(html.contains("<strong>&lt;b&gt;**Ada**&lt;/b&gt;</strong>,<br>\nsecond line</p>"))
        #expect(html.contains(">one</li>\n<li"))
        #expect(html.contains(#"<a href="https://example.com/2" class="link""#))
        #expect(html.contains(#"<a href="https://usher.example/j/x?a=1&amp;b=2" class="button""#))
        #expect(html.contains(#"<a href="https://usher.example/j/x?a=1&amp;b=2" class="link""#))
        #expect(html.contains("</a>.</p>"))
        #expect(!html.contains("<b>"))
    }

    @Test(arguments: [
        "[Click](javascript:void)", "[Click](data:text/html,x)", "[Click]({{contact.source}})", "[Click](/x)",
    ])
    func `leads nowhere but to the web, to mail and to telephones`(source: String) {
        for source in [source, "Please \(source)"] {
            #expect(!html(source).contains("href"))
            #expect(html(source).contains("Click"))
            #expect(MailBody(source).plainText(value).hasSuffix("Click\n"))
        }
    }

    @Test func `makes values part of an address`() {
        let html = html("[Search](https://example.com/?q={{contact.name}})")
        #expect(html.contains(#"href="https://example.com/?q=A%26B%20C""#))
        #expect(self.html("[Write](mailto:a@example.com)").contains(#"href="mailto:a@example.com""#))
        #expect(self.html("[Call](tel:+4930123456)").contains(#"href="tel:+4930123456""#))
    }

    @Test func `takes anything else for text`() {
        #expect(html("2 * 3 ** 4 [x] (y) <script>").contains(">2 * 3 ** 4 [x] (y) &lt;script&gt;</p>"))
        #expect(html("").isEmpty)
        #expect(html("-no list").contains("<p"))
    }
}
