using Balsts.Units;
using Foundation.Documents;
using Foundation.Languages;
using Foundation.Viewers;

namespace Balsts.Privacy;

/// <summary>A line of the records of processing (GDPR, article 30): composed from what the rooms say of their columns and the country of its times.</summary>
public sealed record ProcessingLine(DataKind Kind, string Name, string Purpose, IReadOnlyList<string> Whose, string Recipients, string Basis, string Ground, int? Months);

/// <summary>The records of processing for the controller, in the reader's language; nothing of them is typed anywhere.</summary>
public sealed class FindProcessing(CountryPacks packs)
{
    public IReadOnlyList<ProcessingLine> Lines(string countryId, Texts t)
    {
        var pack = packs[countryId];
        var columns = House.Persons.ToLookup(p => DataKinds.Of(p.Entity), p => p.What);
        return [.. Enum.GetValues<DataKind>().Select(kind => (kind, Words: DataKinds.Of(kind), Rule: pack.Retention[kind])).Select(k =>
            new ProcessingLine(k.kind, t[k.Words.Name], t[k.Words.Purpose], [.. columns[k.kind].Distinct().Select(w => t[w])], t[k.Words.Recipients], k.Rule.Basis, k.Rule.Ground.In(t.Language), k.Rule.Months))];
    }

    public static string Time(int? months, Texts t) => months is { } m ? t.Plural("{0} month", "{0} months", m) : t["With what it is part of"];

    internal static void MapExport(IEndpointRouteBuilder pages) =>
        pages.MapGet("/processing/export", (HttpContext http, FindProcessing find, Texts t) =>
            new ListFile<ProcessingLine>(t["Records of processing"], http.Request.Query["as"] == "xlsx" ? ListFormat.Xlsx : ListFormat.Csv, new(t["Records of processing"], t,
                new(t["Personal data"], l => l.Name), new(t["What it is for"], l => l.Purpose), new(t["Of whom"], l => string.Join("; ", l.Whose)), new(t["Who receives it"], l => l.Recipients),
                new(t["Legal basis"], l => l.Basis), new(t["Why, and why so long"], l => l.Ground), new(t["Kept for"], l => Time(l.Months, t))), find.Lines(http.Viewer()!.CountryId, t).ToAsyncEnumerable()))
            .WithMetadata(new MayAttribute(PrivacyRights.Retain));
}
