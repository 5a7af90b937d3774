using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Balsts.Tests;

/// <summary>The demo is told relative to the day it is made on; what the browser and the kills play with the real clock can be played on any.</summary>
public sealed class AnyDayTests
{
    [Theory]
    [InlineData("2026-08-31T22:30Z")] // September already in Riga
    [InlineData("2026-09-01T08:00Z")]
    [InlineData("2026-09-30T22:30Z")]
    [InlineData("2026-12-31T23:00Z")]
    [InlineData("2027-03-01T10:00Z")]
    [InlineData("2027-06-30T10:00Z")]
    [InlineData("2028-02-29T10:00Z")]
    public async Task This_month_and_the_last_one_can_be_worked_on_any_day(string now)
    {
        await using var site = new TestSite(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));
        var coordinator = await site.ApiAs("coordinator");
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeBySystemTimeZoneId(site.Clock.GetUtcNow(), "Europe/Riga").DateTime);
        foreach (var (planned, done) in new[] { (today.AddDays(1 - today.Day), today), (today.AddDays(-today.Day), today.AddDays(-today.Day)) })
        {
            await Made(await coordinator.PostAsJsonAsync("/api/v1/months/lines", Line(planned)));
            await Made(await coordinator.PostAsync($"/api/v1/months/lines/{await Made(await coordinator.PostAsJsonAsync("/api/v1/months/lines", Line(done)))}/done", null));
            await Made(await coordinator.PostAsJsonAsync("/api/v1/activities", new { unitId = TestSite.Id("gaujmala"), on = done, minutes = 60, kind = "Observation" }));
            var months = JsonDocument.Parse(await coordinator.GetStringAsync("/api/v1/months?state=Draft")).RootElement.GetProperty("items");
            var plan = months.EnumerateArray().Single(m => m.GetProperty("month").GetString() == $"{done:yyyy-MM}").GetProperty("id").GetGuid();
            (await coordinator.PutAsJsonAsync($"/api/v1/months/{plan}/report", new { judgement = "Labi" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
            await Made(await coordinator.PostAsync($"/api/v1/months/{plan}/report/submit", null));
        }
        foreach (var persona in new[] { "consultant", "mentor", "projectmentor", "head", "municipality", "manager" })
            foreach (var address in new[] { "/", "/months", "/notifications" }) (await (await site.As(persona)).GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.OK, $"{persona} {address}");
    }

    static object Line(DateOnly on) => new { appointmentId = TestSite.Id("coordinator post"), unitId = TestSite.Id("gaujmala"), on, minutes = 90, kind = "Consultation" };

    static async Task<Guid> Made(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.Created, text);
        return JsonDocument.Parse(text).RootElement.GetProperty("id").GetGuid();
    }
}
