using System.Reflection;
using Balsts.Demo;
using Foundation.Data;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Tests;

/// <summary>
/// Every rule of sight, taken from the rooms' entities, asked for every persona and every row of the demo world, and compared with the
/// world as the design would have it. The sweep asks the pages; a page that narrows its rows once more would hide a hole in the rule behind it.
/// </summary>
public sealed class SightTests(ITestOutputHelper output)
{
    /// <summary>Rows that the demo does not have: their rules are asked by the tests of their rooms.</summary>
    static readonly string[] NotInTheDemo = ["ActivityDelta", "ActivityRating", "ActivityRemark", "CalendarFeed", "DataRequest", "FeedReading", "MonthReminder", "MovedYear", "PeopleImport", "PersonExternalId", "PrivateNote", "RememberedMapping", "ReportAttachment", "Restriction", "TouchedYear", "Trace", "UnitSuccession", "Work"];

    internal static readonly Type[] Entities = [.. typeof(House).Assembly.GetTypes().Append(typeof(Foundation.Jobs.Work)).Append(typeof(Foundation.History.Trace))
        .Where(t => t is { IsClass: true, IsAbstract: false } && t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ISeen<>))).OrderBy(t => t.Name, StringComparer.Ordinal)];

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Every_rule_of_sight_shows_what_the_design_shows_and_nothing_else(On database)
    {
        await using var site = new TestSite(database);
        await World.Expire(site);
        var world = await World.Of(site);
        var viewers = new List<(string Persona, Viewer Viewer)>();
        foreach (var persona in DemoWorld.Personas) viewers.Add((persona.Name, (await site.Viewer(persona.Name))!));

        var (asked, shown, wrong, empty) = (0, 0, new List<string>(), new List<string>());
        foreach (var entity in Entities)
        {
            var rows = await Rows(site, entity, Viewer.System);
            if (rows.Count == 0) empty.Add(entity.Name);
            foreach (var (persona, viewer) in viewers)
            {
                var seen = (await Rows(site, entity, viewer)).Select(Id).ToHashSet();
                foreach (var row in rows)
                {
                    asked++;
                    if (seen.Contains(Id(row))) shown++;
                    // the world has the row with what belongs to it, such as the people of an activity
                    if (seen.Contains(Id(row)) != world.Sees(viewer.PersonId, world.Thing(Id(row)) ?? row)) wrong.Add($"{persona} {(seen.Contains(Id(row)) ? "sees" : "does not see")} {entity.Name} {Id(row)}");
                }
            }
        }

        output.WriteLine($"{Entities.Length} kinds of rows × {viewers.Count} personas: {asked} questions, {shown} shown, {asked - shown} hidden.");
        empty.ShouldBe(NotInTheDemo);
        wrong.Take(40).ShouldBeEmpty($"{wrong.Count} differ");
    }

    static Guid Id(object row) => (Guid)row.GetType().GetProperty("Id")!.GetValue(row)!;

    internal static async Task<List<object>> Rows(TestSite site, Type entity, Viewer viewer) =>
        await (Task<List<object>>)typeof(SightTests).GetMethod(nameof(RowsOf), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(entity).Invoke(null, [site, viewer])!;

    static Task<List<object>> RowsOf<T>(TestSite site, Viewer viewer) where T : class, ISeen<T> =>
        site.Db(async db => (await db.Seen<T>(viewer).AsNoTracking().ToListAsync()).Cast<object>().ToList());
}
