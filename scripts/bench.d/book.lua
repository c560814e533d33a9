-- Books every start listed in a file once, each for another guest, and counts what was created. Each thread
-- takes its own share of the starts.
require("report")

local starts, place, step = {}, 0, 1
created, spent = 0, 0

function setup(thread)
    threads[#threads + 1] = thread
    thread:set("number", #threads)
end

function init(arguments)
    for line in io.lines(arguments[1]) do starts[#starts + 1] = line end
    step = tonumber(arguments[2])
    place = number - step
    wrk.headers["Content-Type"] = "application/json"
end

function request()
    place = place + step
    -- When none is left the thread ends; what was asked for twice is refused and not counted.
    if place > #starts then
        spent = 1
        wrk.thread:stop()
        place = place - step
    end
    return wrk.format("POST", nil, nil, string.format(
        '{"start":"%s","timezone":"Europe/Berlin",'
            .. '"contact":{"name":"Guest %d","email":"guest-%d@bench.example"}}',
        starts[place], place, place))
end

function response(status)
    if status == 201 then created = created + 1 end
end
