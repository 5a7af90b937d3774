using System.CommandLine;
using Foundation.Languages;
using Foundation.Viewers;

namespace Balsts.People.Import;

/// <summary>The same import on the command line.</summary>
static class ImportPeopleVerb
{
    static readonly Argument<FileInfo> File = new("FILE") { Description = "A list of people, CSV or XLSX" };
    static readonly Option<FileInfo> Mapping = new("--mapping") { Description = "Which column holds what: a JSON file such as {\"GivenName\": \"Vārds\"}; without it the columns are guessed", HelpName = "FILE" };
    static readonly Option<string> Country = new("--country") { Description = "The country's two letters, where the database holds several", HelpName = "LV" };
    static readonly Option<bool> DryRun = new("--dry-run") { Description = "Say what would happen and change nothing" };
    static readonly Option<bool> AcceptPartial = new("--accept-partial") { Description = "Take the good rows although others are refused" };

    public static readonly Verb Verb = new("import people", "Takes in a list of people: who is there is compared, who is not is added.", Run)
    {
        Arguments = [File],
        Options = [Mapping, Country, DryRun, AcceptPartial],
    };

    static async Task<int> Run(VerbCall call, CancellationToken ct)
    {
        var (file, mapping) = (call.Value(File), call.Value(Mapping));
        if (!file.Exists) return call.Wrong($"There is no file {file.FullName}.");
        if (mapping is { Exists: false }) return call.Wrong($"There is no file {mapping.FullName}.");
        var outcome = await call.Get<ImportPeople>().Run(new(file.OpenRead, file.Name)
        {
            Mapping = mapping is null ? null : await System.IO.File.ReadAllTextAsync(mapping.FullName, ct),
            CountryId = call.Value(Country)?.ToUpperInvariant(),
            DryRun = call.Value(DryRun),
            AcceptPartial = call.Value(AcceptPartial),
        }, Viewer.System, call.Progress, ct);
        if (outcome.Problem is { } problem) return call.Refused(problem);
        var result = outcome.Value!.Told(new Texts("en"));
        if (result.Refused.Count > 0 && !call.Value(AcceptPartial))
            return call.Refused([.. result.Refused.Select(r => $"{r.File}, row {r.Row}{(r.Column is null ? "" : $", column “{r.Column}”")}{(r.Value is null ? "" : $", “{r.Value}”")}: {r.Reason}"), "Nothing was changed. Correct these rows, or say --accept-partial."], result);
        var verb = call.Value(DryRun) ? "Would be added" : "Added";
        return call.Done($"{verb}: {result.Created.Person} people, {result.Created.Employment} employments. Changed: {result.Updated}. Unchanged: {result.Unchanged}. Refused: {result.Refused.Count}.", result);
    }
}
