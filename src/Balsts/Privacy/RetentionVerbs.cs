using System.CommandLine;
using System.Globalization;
using Balsts.Units;
using Foundation.Languages;
using Foundation.Viewers;

namespace Balsts.Privacy;

/// <summary>Retention and the list of erasures from the command line. Nothing is erased whose count nobody has seen: <c>run</c> asks for the number that <c>preview</c> said.</summary>
static class RetentionVerbs
{
    static readonly Option<string> Country = new("--country") { Description = "LV or AZ", Required = true };
    static readonly Option<string> Where = new("--unit") { Description = "The unit’s name or id; the whole country if it is left out" };
    static readonly Option<int> Longer = new("--longer") { Description = "Keep everything so many months longer", HelpName = "MONTHS" };
    static readonly Option<int?> Rows = new("--rows") { Description = "How many rows the preview counted: your confirmation", HelpName = "N" };

    public static IEnumerable<Verb> All =>
    [
        new("retention preview", "Counts what has been kept long enough, by kind and unit. Nothing is erased.", Preview) { Options = [Country, Where, Longer] },
        new("retention run", "Erases what “retention preview” counted; --rows says that you have seen the count.", Run) { Options = [Country, Where, Longer, Rows] },
        new("erasure repeat", "Erases again what a database that was brought back still holds, as the list in BALSTS_DATA/erasures says.", Repeat),
    ];

    static async Task<(RetentionOrder? Order, string? Why)> Order(VerbCall call, CancellationToken ct)
    {
        var (tree, country, where) = (await call.Get<UnitTrees>().Now(ct), call.Value(Country).ToUpperInvariant(), call.Value(Where));
        var found = tree.All.Where(u => u.CountryId == country && (where is null ? tree.IsCountry(u.Id) : u.Name == where || (Guid.TryParse(where, out var id) && u.Id == id))).Take(2).ToList();
        return found.Count == 1 ? (await call.Get<CarryOutRetention>().Preview(found[0], call.Value(Longer), ct), null) : (null, found.Count == 0 ? $"There is no unit {where ?? country} there." : $"Several units are called {where}. Give the id.");
    }

    static string Told(VerbCall call, RetentionOrder order, UnitTree tree)
    {
        var t = call.Get<Catalogues>()["en"];
        return string.Join('\n', order.Lines.Select(l => string.Create(CultureInfo.InvariantCulture, $"{t[DataKinds.Of(l.Kind).Name],-46} before {order.Before[l.Kind]:yyyy-MM-dd}  {l.Rows,8:N0}  {(l.UnitId is { } unit ? tree.NameOf(unit) : "")}"))
            .Append(string.Create(CultureInfo.InvariantCulture, $"{order.Rows:N0} rows would be erased.")));
    }

    static async Task<int> Preview(VerbCall call, CancellationToken ct) =>
        await Order(call, ct) is (var order, var why) && order is null ? call.Refused(why!) : call.Done(Told(call, order, await call.Get<UnitTrees>().Now(ct)), new { order.UnitId, order.Before, order.Lines, order.Rows });

    static async Task<int> Run(VerbCall call, CancellationToken ct)
    {
        var (order, why) = await Order(call, ct);
        if (order is null) return call.Refused(why!);
        if (call.Value(Rows) != order.Rows) return call.Refused(string.Create(CultureInfo.InvariantCulture, $"{order.Rows} rows would be erased. Look at “retention preview”, and confirm it with --rows {order.Rows}."));
        if (order.Rows == 0) return call.Done("Nothing has been kept for longer than its time.", new { erased = 0 });
        var report = await call.Get<CarryOutRetention>().Run(order, Viewer.System, call.Progress, ct);
        return report.Problem is { } problem ? call.Refused(problem) : call.Done(string.Create(CultureInfo.InvariantCulture, $"{report.Value!.Rows:N0} rows were erased."), report.Value);
    }

    static async Task<int> Repeat(VerbCall call, CancellationToken ct)
    {
        var repeated = await call.Get<RepeatErasures>().Run(ct);
        return call.Done(repeated == 0 ? "The database knows every erasure of the list." : string.Create(CultureInfo.InvariantCulture, $"{repeated:N0} erasures were carried out again."), new { repeated });
    }
}
