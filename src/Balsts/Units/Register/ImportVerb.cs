using System.CommandLine;
using Foundation.Languages;
using Foundation.Viewers;

namespace Balsts.Units.Register;

/// <summary>The import on the command line, for whoever installs Balsts.</summary>
static class ImportVerb
{
    static readonly Argument<FileInfo[]> Files = new Argument<FileInfo[]>("FILE") { Description = "The lists, CSV or XLSX", Arity = ArgumentArity.OneOrMore }.AcceptExistingOnly();
    static readonly Option<string> Format = new Option<string>("--format") { Description = "What the lists are", Required = true }.AcceptOnlyFromAmong(ImportRegister.Format);
    static readonly Option<bool> DryRun = new("--dry-run") { Description = "Say what would change and change nothing" };
    static readonly Option<bool> AcceptPartial = new("--accept-partial") { Description = "Go on without what cannot be taken" };

    public static readonly Verb Verb = new("import units", "Takes in a country's register of institutions.", Run) { Arguments = [Files], Options = [Format, DryRun, AcceptPartial] };

    static async Task<int> Run(VerbCall call, CancellationToken ct)
    {
        var input = new ImportRegister.Input([.. call.Value(Files).Select(f => new RegisterList(f.Name, f.OpenRead))], call.Value(DryRun), call.Value(AcceptPartial));
        var outcome = await call.Get<ImportRegister>().Run(input, Viewer.System, call.Progress, ct);
        if (outcome.Problem is { } problem) return call.Refused(problem);
        var imported = outcome.Value!;
        var answer = RegisterAnswer.Of(imported, call.Get<Catalogues>()[Language.English.Code]);
        string[] refused = [.. answer.Refused.Select(r => $"{r.File}, row {r.Row}, {r.Column}, \"{r.Value}\": {r.Reason}")];
        if (!imported.Written && !input.DryRun) return call.Refused([.. refused, "Nothing was changed. Correct the lists, or add --accept-partial to go on without what cannot be taken."], answer);
        foreach (var line in refused) call.Say(line);
        return call.Done($"{(input.DryRun ? "Would be added" : "Added")}: {imported.CreatedInAll} ({string.Join(", ", imported.Created.Select(c => $"{c.Key} {c.Value}"))}), changed: {imported.Updated}, unchanged: {imported.Unchanged}, refused: {imported.Refused.Count}.", answer);
    }
}
