using System.Text.Json;

namespace Balsts.Tests.Months;

/// <summary>The first month that works, by a program that has read nothing but /openapi/v1.json.</summary>
public sealed class DescribedMonthTests
{
    const string Api = "/api/v1";

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_program_that_reads_the_document_plays_the_month_from_appointment_to_acceptance(On database)
    {
        await using var site = new TestSite(database);
        var api = await DescribedApi.Of(site);
        var (organiser, mentor, head, otherHead) = (await site.ApiAs("municipality"), await site.ApiAs("teacher"), await site.ApiAs("head"), await site.ApiAs("otherhead"));

        // the organiser appoints a mentor for the schools of the municipality
        var (gauja, own, other) = (await Unit("Gaujas novads"), await Unit("Gaujmalas vidusskola"), await Unit("Mežmalas pamatskola"));
        var me = Id(await api.Call(mentor, "GET", $"{Api}/me", 200));
        var appointment = Id(await api.Call(organiser, "POST", $"{Api}/appointments", 201,
            ("personId", me), ("post", "TechnologyMentor"), ("unitId", gauja), ("field", "edtech"), ("load", 0.5m), ("startsOn", "2026-11-01"), ("endsOn", "2027-05-31"), ("units", Array.Empty<Guid>())));
        var posts = Items(await api.Call(mentor, "GET", $"{Api}/appointments", 200, ("person", me)));
        posts.Select(Id).ShouldContain(appointment);
        (await api.Call(organiser, "POST", $"{Api}/appointments", 409,
            ("personId", me), ("post", "TechnologyMentor"), ("unitId", gauja), ("field", "edtech"), ("load", 0.5m), ("startsOn", "2026-12-01"))).GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();

        // lines are planned, one becomes an activity in one press, another is logged unplanned
        var educator = Id(Items(await api.Call(organiser, "GET", $"{Api}/people", 200, ("unit", other), ("limit", 1)))[0]);
        var line = Id(await Plan(own, "2026-11-18"));
        await Plan(other, "2026-11-27", educator);
        var activity = Id(await api.Call(mentor, "POST", $"{Api}/months/lines/{{id}}/done", 201, ("id", line)));
        (await api.Call(mentor, "GET", $"{Api}/activities/{{id}}", 200, ("id", activity))).GetProperty("unitId").GetGuid().ShouldBe(own);
        await api.Call(mentor, "POST", $"{Api}/activities", 201, ("unitId", other), ("on", "2026-11-20"), ("minutes", 45), ("kind", "Observation"), ("isOnline", false), ("field", "edtech"), ("topic", "Robots"), ("people", new[] { educator }));

        // the report
        var month = Id(Items(await api.Call(mentor, "GET", $"{Api}/months", 200, ("state", "Draft")))[0]);
        (await api.Call(mentor, "GET", $"{Api}/months/{{id}}", 200, ("id", month))).GetProperty("lines").EnumerateArray().Select(l => l.GetProperty("mark").GetString()).ShouldBe(["Done", "Open", "Unplanned"]);
        await api.Call(mentor, "PUT", $"{Api}/months/{{id}}/report", 204, ("id", month), ("judgement", "For the organiser alone"), ("next", "Robots again"),
            ("parts", new[] { new { unitId = own, judgement = "For Gaujmala", needed = "A room" }, new { unitId = other, judgement = "For Mezmala", needed = "" } }));
        (await api.Call(mentor, "GET", $"{Api}/months/{{id}}/report", 200, ("id", month))).GetProperty("parts").GetArrayLength().ShouldBe(2);
        var report = Id(await api.Call(mentor, "POST", $"{Api}/months/{{id}}/report/submit", 201, ("id", month)));

        // each head sees the own slice, and discusses it
        foreach (var (who, school) in new[] { (head, own), (otherHead, other) })
        {
            var slices = Items(await api.Call(who, "GET", $"{Api}/months/slices", 200, ("key", "Waiting"))).Where(s => s.GetProperty("authorId").GetGuid() == me).ToList();
            slices.Select(s => s.GetProperty("unitId").GetGuid()).ShouldBe([school]);
            slices[0].ToString().ShouldNotContain("For the organiser alone");
            await api.Call(who, "GET", $"{Api}/months/reports/{{id}}", 404, ("id", report));
            await api.Call(who, "POST", $"{Api}/months/slices/{{id}}/discuss", 204, ("id", Id(slices[0])), ("remark", "Discussed at the school"));
        }

        // the organiser reads the whole and accepts
        var whole = await api.Call(organiser, "GET", $"{Api}/months/reports/{{id}}", 200, ("id", report));
        whole.GetProperty("judgement").GetString().ShouldBe("For the organiser alone");
        await api.Call(organiser, "POST", $"{Api}/months/reports/{{id}}/accept", 204, ("id", report), ("remark", ""));
        (await api.Call(mentor, "GET", $"{Api}/months/{{id}}", 200, ("id", month))).GetProperty("state").GetString().ShouldBe("Accepted");
        Items(await api.Call(mentor, "GET", $"{Api}/notifications", 200)).ShouldNotBeEmpty();
        await api.Call(mentor, "PUT", $"{Api}/activities/{{id}}", 409, ("id", activity), ("on", "2026-11-18"), ("minutes", 30), ("kind", "Meeting"));

        async Task<Guid> Unit(string name) => Id(Items(await api.Call(organiser, "GET", $"{Api}/units", 200, ("search", name))).Single(u => u.GetProperty("name").GetString() == name));

        Task<JsonElement> Plan(Guid unit, string on, params Guid[] people) => api.Call(mentor, "POST", $"{Api}/months/lines", 201,
            ("appointmentId", appointment), ("unitId", unit), ("on", on), ("minutes", 60), ("kind", "Consultation"), ("isOnline", false), ("field", "edtech"), ("topic", "Robots"), ("people", people));
    }

    [Fact]
    public async Task Every_operation_describes_its_own_body_and_answer()
    {
        await using var site = new TestSite(On.Sqlite);
        var document = JsonDocument.Parse(await site.Nobody().GetStringAsync("/openapi/v1.json")).RootElement;
        var bodies = new List<string>();
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            path.Name.ShouldStartWith(Api + "/");
            foreach (var operation in path.Value.EnumerateObject())
            {
                operation.Value.GetProperty("responses").EnumerateObject().Where(r => r.Name[0] == '2' && r.Name != "204" && !r.Value.TryGetProperty("content", out _)).ShouldBeEmpty($"{operation.Name} {path.Name}");
                if (operation.Value.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("application/json", out var json)) bodies.Add(Shape(json.GetProperty("schema")) ?? throw new ShouldAssertException($"{operation.Name} {path.Name}: its body has no name of its own: {json}"));
            }
        }
        // adding and changing may ask for the same; what no room said by itself asks for everybody's
        bodies.ShouldNotContain("#/components/schemas/Input");
        document.GetProperty("components").GetProperty("schemas").EnumerateObject().Select(s => s.Name).ShouldNotContain(name => name == "Input" || name == "Item" || name == "One");

        // a body that may be left out is one of two: nothing, or the shape
        static string? Shape(JsonElement schema) => schema.TryGetProperty("$ref", out var shape) ? shape.GetString()
            : schema.TryGetProperty("oneOf", out var either) ? either.EnumerateArray().Select(Shape).OfType<string>().SingleOrDefault() : null;
    }

    static Guid Id(JsonElement thing) => thing.GetProperty("id").GetGuid();
    static List<JsonElement> Items(JsonElement list) => [.. list.GetProperty("items").EnumerateArray()];
}
