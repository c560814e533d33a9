import Dispatch
import Foundation
import TestProcesses
import Testing

/// What Python's zoneinfo says of all zones whose files are the same.
struct PythonReadings: Decodable {
    let names: [String]
    /// Pairs: a UTC second, and the offset in force.
    let moments: [Int64]
    /// Triples: a wall-clock second, its offset when read as the first (fold 0), and as the second (fold 1).
    let readings: [Int64]

    /// Asks the system's Python, kept away from any tzdata of PyPI (-I and -S: no packages).
    static func all() async throws -> [PythonReadings] {
        let output = try await withCheckedThrowingContinuation { continuation in
            // Waiting for a process must not hold one of Swift's few threads.
            DispatchQueue.global().async {
                continuation.resume(with: Result { try run(["python3", "-I", "-S", "-c", script]) })
            }
        }
        return try JSONDecoder().decode([PythonReadings].self, from: output)
    }

    private static func run(_ arguments: [String]) throws -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.runInTurn()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return output
    }

    private static let script = #"""
        import json, os, zoneinfo
        from datetime import datetime, timedelta

        FOLDER = "/usr/share/zoneinfo"
        FIRST, LAST = 157766400, 3471292800  # 1975 and 2080
        EPOCH = datetime(1970, 1, 1)
        zoneinfo.reset_tzpath([FOLDER])
        assert zoneinfo.TZPATH == (FOLDER,)

        def offset(zone, second):
            return int(datetime.fromtimestamp(second, zone).utcoffset().total_seconds())

        def changes(zone):
            step, before = 10 * 86400, offset(zone, FIRST)
            for second in range(FIRST + step, LAST, step):
                after = offset(zone, second)
                if after == before:
                    continue
                low, high = second - step, second
                while high - low > 1:
                    middle = (low + high) // 2
                    low, high = (middle, high) if offset(zone, middle) == before else (low, middle)
                yield high, before, offset(zone, high)
                before = after

        def describe(zone):
            seconds, walls = set(range(FIRST, LAST, (LAST - FIRST) // 150 + 1)), set()
            for at, before, after in changes(zone):
                seconds.update((at - 1, at, at + 1))
                middle = at + (before + after) // 2
                for wall in (at + before, at + after, middle):
                    walls.update((wall - 1, wall, wall + 1))
            walls.update(second + 43200 for second in range(FIRST, LAST, (LAST - FIRST) // 20))
            moments, readings = [], []
            for second in sorted(seconds):
                moments += [second, offset(zone, second)]
            for wall in sorted(walls):
                naive = (EPOCH + timedelta(seconds=wall)).replace(tzinfo=zone)
                readings.append(wall)
                readings += [int(naive.replace(fold=fold).utcoffset().total_seconds()) for fold in (0, 1)]
            return {"moments": moments, "readings": readings}

        same = {}
        for name in sorted(zoneinfo.available_timezones()):
            path = os.path.join(FOLDER, name)
            if os.path.isfile(path):
                same.setdefault(open(path, "rb").read(), []).append(name)
        print(json.dumps([dict(describe(zoneinfo.ZoneInfo(names[0])), names=names) for names in same.values()]))
        """#
}
