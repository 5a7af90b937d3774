using System.Text.Json;
using Foundation.Files;
using Foundation.Languages;
using Foundation.Viewers;

namespace Balsts.Units.Register;

/// <summary>The import on the command line: <c>import units FILE… --format latvia-register [--dry-run] [--accept-partial] [--json]</c>.</summary>
public sealed class ImportVerb(ImportRegister import, Catalogues catalogues)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>The exit code: 0 done, 1 refused with the reasons on <paramref name="stderr"/>.</returns>
    public async Task<int> Run(IReadOnlyList<string> files, bool dryRun, bool acceptPartial, bool json, TextWriter stdout, TextWriter stderr, CancellationToken ct = default)
    {
        var t = catalogues[Language.English.Code];
        if (files.FirstOrDefault(f => !File.Exists(f)) is { } missing)
        {
            await stderr.WriteLineAsync(t["There is no file {0}.", missing]);
            return 1;
        }
        // a terminal is told how far it is; a pipe only the result
        Action<int, int>? progress = json || Console.IsErrorRedirected ? null : (done, total) => stderr.Write($"\r{done}/{total}");
        var outcome = await import.Run(new([.. files.Select(f => new RegisterList(Path.GetFileName(f), () => File.OpenRead(f)))], dryRun, acceptPartial), Viewer.System, progress, ct);
        if (progress is not null) await stderr.WriteLineAsync();
        if (outcome.Problem is { } problem)
        {
            await stderr.WriteLineAsync(t[problem.Message, problem.Args]);
            return 1;
        }
        var answer = RegisterAnswer.Of(outcome.Value!, t);
        if (json) await stdout.WriteLineAsync(JsonSerializer.Serialize(answer, Json));
        else await stdout.WriteLineAsync(t["Added: {0}, changed: {1}, unchanged: {2}, cells not taken: {3}.", answer.Created.Values.Sum(), answer.Updated, answer.Unchanged, answer.Refused.Count]);
        foreach (var cell in answer.Refused) await stderr.WriteLineAsync(t["{0}, row {1}, {2}: “{3}”. {4}", cell.File, cell.Row, cell.Column, cell.Value, cell.Reason]);
        if (outcome.Value!.Written || dryRun) return 0;
        await stderr.WriteLineAsync(t["Nothing was changed. Correct the lists, or add --accept-partial to go on without what cannot be taken."]);
        return 1;
    }
}
