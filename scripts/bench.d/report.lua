-- Ends a run with one line of JSON that scripts/bench reads: counts, seconds, and latencies in milliseconds.

function done(summary, latency, requests)
    local errors = summary.errors
    io.write(string.format(
        'RESULT {"requests": %d, "seconds": %.6f, "p50": %.3f, "p99": %.3f, "refused": %d, "broken": %d, '
            .. '"created": %d, "short": %s}\n',
        summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
        errors.status, errors.connect + errors.read + errors.write + errors.timeout, total("created"),
        tostring(total("spent") > 0)))
end

threads = {}

-- Adds up a global of every thread that counts it.
function total(name)
    local sum = 0
    for _, thread in ipairs(threads) do sum = sum + (thread:get(name) or 0) end
    return sum
end
