using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Balsts.Works;
using Foundation.Data;
using Foundation.Files;
using Foundation.Jobs;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.People.Import;

/// <summary>A list of people, uploaded and waiting, with what its owner has decided about it so far.</summary>
public sealed record PeopleOrder(Guid Upload, string FileName, string? CountryId)
{
    /// <summary>Which column holds what; null until the owner has said.</summary>
    public string? Mapping { get; init; }
    public Guid? UnitId { get; init; }
    public bool AcceptPartial { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this);
    public static PeopleOrder Of(Work work) => Of(work.Order);
    public static PeopleOrder Of(string order) => JsonSerializer.Deserialize<PeopleOrder>(order)!;

    /// <summary>What to import, or null when the list is gone.</summary>
    public ImportPeople.Input? Input(Uploads uploads) => uploads.Has(Upload)
        ? new(() => uploads.Open(Upload), FileName) { CountryId = CountryId, Mapping = Mapping, UnitId = UnitId, AcceptPartial = AcceptPartial } : null;
}

/// <summary>Keeps an uploaded list and makes sure that it can be read, so that its owner can say which column holds what.</summary>
public sealed class PreparePeople(AppDb db, ImportPeople import, Uploads uploads)
{
    /// <param name="id">The id of the prepared work.</param>
    public async Task<Outcome<Guid>> Run(Guid id, IFormFile? file, string? countryId, Viewer viewer, CancellationToken ct = default)
    {
        if (!viewer.May(PeopleRights.Manage)) return Problem.NotFound;
        if (file is null) return ImportPeople.NoFile;
        await using var content = file.OpenReadStream();
        var upload = await uploads.Keep(content, ct);
        if (upload.Problem is { } refused) return refused with { Field = ImportPeople.NoFile.Field };
        var outcome = await Prepared(new(upload.Value, file.FileName, string.IsNullOrEmpty(countryId) ? null : countryId));
        if (outcome.Failed) uploads.Delete(upload.Value);
        return outcome;

        async Task<Outcome<Guid>> Prepared(PeopleOrder order)
        {
            if ((await import.ColumnsOf(order.Input(uploads)!, viewer, ct)).Problem is { } unread) return unread;
            db.Add(viewer, Work.Prepare(id, viewer, PeopleWorker.Name, order.ToJson(), db.Now));
            return (await db.Save(ct)).Problem is { } problem ? problem : id;
        }
    }
}

/// <summary>The owner says which column holds what, and where those work whose row does not say it.</summary>
public sealed class ChooseColumns(AppDb db, ImportPeople import, Uploads uploads)
{
    public sealed class Input
    {
        /// <summary>In the order of <see cref="PersonField"/>.</summary>
        [MaxLength(12)] public List<Line> Columns { get; set; } = [];
        public Guid? UnitId { get; set; }

        public static Input Of(PeopleOrder order, ColumnMapping mapping) =>
            new() { UnitId = order.UnitId, Columns = [.. Enum.GetValues<PersonField>().Select(f => new Line { Column = mapping.Columns.GetValueOrDefault(f) })] };

        internal ColumnMapping Mapping() => new(Columns.Select((line, i) => (Field: (PersonField)i, line.Column)).Where(c => !string.IsNullOrEmpty(c.Column)).ToDictionary(c => c.Field, c => c.Column!));
    }

    /// <summary>The column that holds one thing; empty where the list does not have it.</summary>
    public sealed class Line
    {
        [StringLength(FileLimits.MaxHeaderLength)] public string? Column { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, Input input, Viewer viewer, CancellationToken ct = default)
    {
        var work = await db.Seen<Work>(viewer).FirstOrDefaultAsync(w => w.Id == id && w.Kind == PeopleWorker.Name, ct);
        if (work is null || !viewer.May(PeopleRights.Manage)) return Problem.NotFound;
        var order = PeopleOrder.Of(work) with { Mapping = RememberedMappings.Write(input.Mapping()), UnitId = input.UnitId };
        if (order.Input(uploads) is not { } asked) return PeopleWorker.Gone;
        var columns = await import.ColumnsOf(asked, viewer, ct);
        if ((columns.Problem ?? columns.Value!.Wrong) is { } wrong) return wrong;
        if (work.Decide(order.ToJson()).Problem is { } started) return started;
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }
}

/// <summary>The owner has seen what the import will do and says go.</summary>
public sealed class StartPeople(AppDb db)
{
    public sealed class Input
    {
        /// <summary>Go on without the rows that cannot be taken.</summary>
        public bool AcceptPartial { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, Input input, Viewer viewer, CancellationToken ct = default)
    {
        var work = await db.Seen<Work>(viewer).FirstOrDefaultAsync(w => w.Id == id && w.Kind == PeopleWorker.Name, ct);
        if (work is null || !viewer.May(PeopleRights.Manage)) return Problem.NotFound;
        if (work.Start((PeopleOrder.Of(work) with { AcceptPartial = input.AcceptPartial }).ToJson()).Problem is { } started) return started;
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }
}

/// <summary>Takes a list of people in while its owner looks on, or looks away.</summary>
public sealed class PeopleWorker(ImportPeople import, Uploads uploads) : IWorker, IWorkResult
{
    public const string Name = "people.import";

    public static readonly Problem Gone = new(ProblemKind.Conflict, "people.gone", "The uploaded list was deleted after a day. Upload it again.");
    public static readonly Problem Refused = new(ProblemKind.Conflict, "people.refused", "The people changed while you were looking, and {0} rows can no longer be taken. Begin again.");

    public string Kind => Name;
    public string Title => Texts.Id("Import of people");
    public IReadOnlyList<string> Steps => Parts;
    public Type Component => typeof(PeopleResult);
    public string Begin => ImportPeoplePage.Url;
    public string Prepared(Guid work) => ImportColumnsPage.Url(work);

    public static readonly string[] Parts = [Texts.Id("List"), Texts.Id("Columns"), Texts.Id("Check"), Texts.Id("Writing")];

    public async Task<Outcome<string>> Do(string order, Viewer viewer, Action<int, int> progress, CancellationToken ct)
    {
        if (PeopleOrder.Of(order).Input(uploads) is not { } input) return Gone;
        var outcome = await import.Run(input, viewer, progress, ct);
        if (outcome.Problem is { } problem) return problem;
        return outcome.Value! is { Written: false } unwritten ? Refused.With(unwritten.Refused.Count) : JsonSerializer.Serialize(outcome.Value);
    }

    public void Ended(string order) => uploads.Delete(PeopleOrder.Of(order).Upload);

    /// <summary>What came of finished work; null of any other.</summary>
    public static ImportPeople.Result? ResultOf(Work work) =>
        work is { Kind: Name, State: WorkState.Done, Result: { } json } ? JsonSerializer.Deserialize<ImportPeople.Result>(json) : null;
}
