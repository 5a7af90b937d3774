using System.Text.Json;
using Balsts.Works;
using Foundation.Data;
using Foundation.Files;
using Foundation.Jobs;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Units.Register;

/// <summary>The lists of one import, uploaded and waiting; and whether to go on without what cannot be taken.</summary>
public sealed record RegisterOrder(IReadOnlyList<RegisterUpload> Files, bool AcceptPartial)
{
    public string ToJson() => JsonSerializer.Serialize(this);
    public static RegisterOrder Of(Work work) => Of(work.Order);
    public static RegisterOrder Of(string order) => JsonSerializer.Deserialize<RegisterOrder>(order)!;

    /// <summary>The lists, or null when one of them is gone.</summary>
    public IReadOnlyList<RegisterList>? Lists(Uploads uploads) =>
        Files.All(f => uploads.Has(f.Id)) ? [.. Files.Select(f => new RegisterList(f.Name, () => uploads.Open(f.Id)))] : null;
}

/// <summary>A list as it was uploaded: the id under which it lies, and the name under which it came.</summary>
public sealed record RegisterUpload(Guid Id, string Name);

/// <summary>Keeps uploaded lists and makes sure that they can be read, so that their owner can look at what an import would do.</summary>
public sealed class PrepareImport(AppDb db, ImportRegister import, Uploads uploads)
{
    /// <summary>More than the two that the ministry publishes, far fewer than would hurt.</summary>
    const int MaxLists = 5;

    public static readonly Problem TooMany = new(ProblemKind.Invalid, "register.too-many-lists", "Choose at most {0} lists at once.", ImportRegister.NoList.Field);

    /// <param name="id">The id of the prepared work.</param>
    public async Task<Outcome<Guid>> Run(Guid id, IReadOnlyList<RegisterList> lists, Viewer viewer, CancellationToken ct = default)
    {
        if (!ImportRegister.IsFor(viewer)) return Problem.NotFound;
        if (lists.Count > MaxLists) return TooMany.With(MaxLists);
        var kept = new List<RegisterUpload>();
        var outcome = await Prepared();
        if (outcome.Failed) uploads.Delete(kept.Select(k => k.Id));
        return outcome;

        async Task<Outcome<Guid>> Prepared()
        {
            foreach (var list in lists)
            {
                await using var content = list.Open();
                var upload = await uploads.Keep(content, ct);
                if (upload.Problem is { } refused) return refused with { Field = ImportRegister.NoList.Field };
                kept.Add(new(upload.Value, list.Name));
            }
            var order = new RegisterOrder(kept, AcceptPartial: false);
            if ((await import.Run(new(order.Lists(uploads)!, DryRun: true), viewer, ct: ct)).Problem is { } unread) return unread;
            db.Add(viewer, Work.Prepare(id, viewer, RegisterWorker.Name, order.ToJson(), db.Now));
            return (await db.Save(ct)).Problem is { } problem ? problem : id;
        }
    }
}

/// <summary>The owner has seen what the import will do and says go.</summary>
public sealed class StartImport(AppDb db)
{
    public sealed class Input
    {
        /// <summary>Go on without the rows that cannot be taken.</summary>
        public bool AcceptPartial { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, Input input, Viewer viewer, CancellationToken ct = default)
    {
        var work = await db.Seen<Work>(viewer).FirstOrDefaultAsync(w => w.Id == id && w.Kind == RegisterWorker.Name, ct);
        if (work is null || !ImportRegister.IsFor(viewer)) return Problem.NotFound;
        if (work.Start((RegisterOrder.Of(work) with { AcceptPartial = input.AcceptPartial }).ToJson()).Problem is { } started) return started;
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }
}

/// <summary>Imports the register while its owner looks on, or looks away.</summary>
public sealed class RegisterWorker(ImportRegister import, Uploads uploads) : IWorker, IWorkResult
{
    public const string Name = "units.import";

    /// <summary>Refusals that are kept with the work; whoever has more has the wrong list.</summary>
    const int MaxKept = 10_000;

    public static readonly Problem Gone = new(ProblemKind.Conflict, "register.gone", "The uploaded lists were deleted after a day. Upload them again.");
    public static readonly Problem Refused = new(ProblemKind.Conflict, "register.refused", "The register changed while you were looking, and {0} cells can no longer be taken. Begin again.");

    public string Kind => Name;
    public string Title => Foundation.Languages.Texts.Id("Import of the register");
    public IReadOnlyList<string> Steps => Parts;
    public Type Component => typeof(RegisterResult);
    public string Begin => ImportRegisterPage.Url;
    public string Prepared(Guid work) => ImportPreviewPage.Url(work);

    public static readonly string[] Parts = [Foundation.Languages.Texts.Id("Lists"), Foundation.Languages.Texts.Id("Check"), Foundation.Languages.Texts.Id("Writing")];

    public async Task<Outcome<string>> Do(string order, Viewer viewer, Action<int, int> progress, CancellationToken ct)
    {
        var asked = RegisterOrder.Of(order);
        if (asked.Lists(uploads) is not { } lists) return Gone;
        var outcome = await import.Run(new(lists, AcceptPartial: asked.AcceptPartial), viewer, progress, ct);
        if (outcome.Problem is { } problem) return problem;
        var imported = outcome.Value!;
        if (!imported.Written) return Refused.With(imported.Refused.Count);
        return JsonSerializer.Serialize(imported with { Refused = [.. imported.Refused.Take(MaxKept)] });
    }

    public void Ended(string order) => uploads.Delete(RegisterOrder.Of(order).Files.Select(f => f.Id));

    /// <summary>What came of finished work; null of any other.</summary>
    public static RegisterImported? ResultOf(Work work) =>
        work is { Kind: Name, State: WorkState.Done, Result: { } json } ? JsonSerializer.Deserialize<RegisterImported>(json) : null;
}
