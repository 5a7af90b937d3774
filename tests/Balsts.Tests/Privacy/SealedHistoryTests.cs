using System.Net;
using System.Text.Json;
using Foundation.History;
using Foundation.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Balsts.Tests.Privacy;

/// <summary>The history is a chain: what was altered, removed or swapped in the database itself is found and named; what was said can be erased all the same.</summary>
public sealed class SealedHistoryTests
{
    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task What_was_altered_removed_or_swapped_is_found_and_named(On database)
    {
        await using var site = new TestSite(database);
        var told = await site.Db(db => db.Tables.Set<HistoryEntry>().CountAsync());

        // two at once are one: every entry once, without a gap
        await Task.WhenAll(Seal(site), Seal(site));
        (await Seal(site)).ShouldBe(0);
        var examined = await Examine(site);
        (examined.Sealed, examined.Waiting).ShouldBe((told, 0));
        examined.Flaws.ShouldBeEmpty();

        // an altered entry, whatever was altered
        await Found(site, "UPDATE history SET facts = '{\"Planted\":1}' WHERE number = 17", FlawKind.Altered, 17, null);
        await Found(site, "UPDATE history SET by_id = (SELECT by_id FROM history AS o WHERE o.by_id <> history.by_id LIMIT 1) WHERE number = 18", FlawKind.Altered, 18, null);
        // a removed one, in the middle and at the end
        await Found(site, "DELETE FROM history WHERE number = 30", FlawKind.Removed, 30, 30);
        await Found(site, $"DELETE FROM history WHERE number > {told - 2}", FlawKind.Removed, told - 1, told);
        // two that changed places: with their seals, and without
        await Found(site, "UPDATE history SET number = CASE number WHEN 40 THEN -45 ELSE -40 END WHERE number IN (40, 45); UPDATE history SET number = -number WHERE number < 0", FlawKind.Swapped, 40, 45);
        await Found(site, "UPDATE history SET number = CASE number WHEN 50 THEN -51 ELSE -50 END WHERE number IN (50, 51); UPDATE history SET number = -number WHERE number < 0", FlawKind.Swapped, 50, 51);
        var seals = await site.Db(db => db.Tables.Set<HistoryEntry>().Where(e => e.Number == 60 || e.Number == 66).ToDictionaryAsync(e => e.Number!.Value, e => e.Seal));
        await Found(site, $"UPDATE history SET number = -number WHERE number IN (60, 66); UPDATE history SET number = 66, seal = '{seals[66]}' WHERE number = -60; UPDATE history SET number = 60, seal = '{seals[60]}' WHERE number = -66", FlawKind.Swapped, 60, 66);
        // what was said and is another thing now; what was said and is gone is as it should be
        await Found(site, "UPDATE history_details SET json = '{\"Reason\":\"Cits\"}' WHERE entry_id = (SELECT id FROM history WHERE detail_hash <> '' AND number IS NOT NULL ORDER BY number LIMIT 1)", FlawKind.Detail, null, null);
        await Tampered(site, "DELETE FROM history_details", flaws => flaws.ShouldBeEmpty());
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task An_anchor_kept_elsewhere_finds_a_history_that_was_written_anew(On database)
    {
        await using var site = new TestSite(database);
        await Seal(site);
        var day = DateOnly.FromDateTime(TestSite.Start.UtcDateTime);
        var file = Path.Combine(site.Folder, "anchors", $"history-{day:yyyy-MM-dd}.json");
        File.Exists(file).ShouldBeFalse("the day is not over");
        site.Clock.Advance(TimeSpan.FromDays(1));
        await Seal(site);
        var kept = JsonSerializer.Deserialize<Anchor>(await File.ReadAllTextAsync(file), JsonSerializerOptions.Web)!;
        (kept.Day, kept.Number).ShouldBe((day, (await Examine(site)).Sealed));

        // over the API, for those who run the installation
        var given = JsonDocument.Parse(await (await site.ApiAs("administrator")).GetStringAsync("/api/v1/history/anchors")).RootElement.GetProperty("items")[0];
        given.GetProperty("seal").GetString().ShouldBe(kept.Seal);
        (await (await site.ApiAs("head")).GetAsync("/api/v1/history/anchors")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // somebody who holds the database alters an entry and seals everything anew: the chain fits, the anchor does not
        await site.Db(async db =>
        {
            await db.Tables.Database.ExecuteSqlRawAsync("UPDATE history SET country_id = 'XX' WHERE number = 5");
            await db.Tables.Database.ExecuteSqlRawAsync("DELETE FROM history_anchors");
            return await db.Tables.Database.ExecuteSqlRawAsync("UPDATE history SET number = NULL, seal = NULL");
        });
        await Seal(site);
        var flaw = (await Examine(site)).Flaws.ShouldHaveSingleItem();
        (flaw.Kind, flaw.Number).ShouldBe((FlawKind.Anchor, kept.Number));
        flaw.Text.ShouldContain("2026-11-23");
        var (code, _, errors) = await ServerProcess.Verb(site.Connection, site.Folder, null, "history", "verify", "--anchor", file);
        code.ShouldBe(1);
        errors.ShouldContain("another one than the anchor of 2026-11-23");
    }

    static Task<int> Seal(TestSite site) => site.Ask(s => s.GetRequiredService<HistoryChain>().Seal());

    static Task<Examined> Examine(TestSite site) => site.Ask(s => s.GetRequiredService<HistoryChain>().Examine());

    static Task Found(TestSite site, string tampering, FlawKind kind, long? number, long? other) => Tampered(site, tampering, flaws =>
    {
        var flaw = flaws.ShouldHaveSingleItem();
        (flaw.Kind, flaw.Number, flaw.Other).ShouldBe((kind, number ?? flaw.Number, other), flaw.Text);
    });

    /// <summary>Alters the database, looks, and puts everything back.</summary>
    static async Task Tampered(TestSite site, string tampering, Action<IReadOnlyList<Flaw>> look)
    {
        var flaws = await site.Ask(async s =>
        {
            var db = s.GetRequiredService<Foundation.Data.AppDb>();
            await using var never = await db.Begin();
            await db.Tables.Database.ExecuteSqlRawAsync(tampering.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
            return (await s.GetRequiredService<HistoryChain>().Examine()).Flaws;
        });
        look(flaws);
    }
}
