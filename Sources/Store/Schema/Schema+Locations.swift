import Database

extension Schema {
    /// Where each host holds their meetings, and among which places visitors choose.
    static let locations = Migration(
        "locations",
        [
            // Empty: as the calendar says.
            "ALTER TABLE calendar_hosts ADD COLUMN location_kind TEXT",
            "ALTER TABLE calendar_hosts ADD COLUMN location_detail TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE calendars ADD COLUMN more_locations TEXT NOT NULL DEFAULT '[]'",
            // What a host brings along to a calendar that is held on Zoom; empty when nothing.
            "ALTER TABLE users ADD COLUMN location_kind TEXT",
            "ALTER TABLE users ADD COLUMN location_detail TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE users ADD COLUMN buffer_before INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE users ADD COLUMN buffer_after INTEGER NOT NULL DEFAULT 0",
            // The page to go back to once Zoom has been asked.
            "ALTER TABLE authorizations ADD COLUMN return_path TEXT NOT NULL DEFAULT ''",
        ],
        own: [
            .sqlite: [
                "\(locationChanged) BEGIN UPDATE versions SET number = random() WHERE subject_id = 'settings'; END"
            ],
            .postgres: ["\(locationChanged) FOR EACH ROW EXECUTE FUNCTION note_settings()"],
        ])

    private static let locationChanged = """
        CREATE TRIGGER calendar_hosts_version_location
        AFTER UPDATE OF location_kind, location_detail ON calendar_hosts
        """
}
