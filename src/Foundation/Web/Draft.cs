using System.Linq.Expressions;
using System.Text.Json;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Foundation.Web;

/// <summary>What somebody typed into a form and has not sent: kept by account and address, for them alone.</summary>
public sealed class Draft : ISeen<Draft>
{
    public const int AddressMax = 400;
    public const int FieldsMax = 256 * 1024;
    public const int WaitingMax = 1000;
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);
    public static readonly TimeSpan WaitsForSignIn = TimeSpan.FromDays(1);

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }

    /// <summary>Empty while nobody has signed in for it: a form that arrived after its session had ended.</summary>
    public required Guid AccountId { get; set; }
    public required string Address { get; init; }

    /// <summary>Field names and values as the form had them, as JSON.</summary>
    public required string Fields { get; set; }
    public required DateTime At { get; set; }

    public static Expression<Func<Draft, bool>> SeenBy(Viewer viewer) => d => d.AccountId == viewer.AccountId;
    public bool AddedBy(Viewer viewer) => AccountId == viewer.AccountId;
}

/// <summary>Keeps, finds and drops drafts.</summary>
public sealed class Drafts(AppDb db, Func<AppDb> open)
{
    public static readonly Problem TooLong = new(ProblemKind.Invalid, "draft.too-long", "This is too long to be kept as a draft.");

    public async Task<Outcome> Keep(Viewer viewer, string address, string fields, CancellationToken ct = default)
    {
        if (fields.Length > Draft.FieldsMax || address.Length > Draft.AddressMax) return TooLong;
        if (await db.Seen<Draft>(viewer).FirstOrDefaultAsync(d => d.Address == address, ct) is { } draft) (draft.Fields, draft.At) = (fields, db.Now);
        else db.Add(viewer, new Draft { Id = Guid.CreateVersion7(), CountryId = viewer.CountryId, AccountId = viewer.AccountId, Address = address, Fields = fields, At = db.Now });
        var outcome = await db.Save(ct);
        return outcome.Problem == AppDb.AlreadyThere ? Outcome.Done : outcome; // two tabs at the same moment: one of them is kept
    }

    /// <summary>Keeps a form whose session ended; whoever signs in next with its id gets it back. A context of its own, outside of any use case.</summary>
    public async Task<Guid?> KeepForSignIn(string address, string fields, CancellationToken ct = default)
    {
        if (fields.Length > Draft.FieldsMax || address.Length > Draft.AddressMax) return null;
        await using var own = open();
        // nobody has signed in: what strangers can make us keep has an end
        if (await own.Seen<Draft>(Viewer.System).CountAsync(d => d.AccountId == Guid.Empty, ct) >= Draft.WaitingMax) return null;
        var draft = new Draft { Id = Guid.NewGuid(), CountryId = "", AccountId = Guid.Empty, Address = address, Fields = fields, At = own.Now };
        own.Add(Viewer.System, draft);
        return (await own.Save(ct)).Failed ? null : draft.Id;
    }

    /// <summary>The draft of this page; one that waited for its writer's sign-in becomes theirs.</summary>
    public async Task<Draft?> Of(Viewer viewer, string address, Guid? waiting, CancellationToken ct = default)
    {
        await using var own = open();
        if (waiting is { } id && await own.Seen<Draft>(Viewer.System).FirstOrDefaultAsync(d => d.Id == id && d.AccountId == Guid.Empty && d.Address == address, ct) is { } found)
        {
            if (await own.Seen<Draft>(viewer).FirstOrDefaultAsync(d => d.Address == address, ct) is { } older)
            {
                own.Remove(older);
                await own.Save(ct);
            }
            found.AccountId = viewer.AccountId;
            await own.Save(ct);
            return found;
        }
        return await own.Seen<Draft>(viewer).AsNoTracking().FirstOrDefaultAsync(d => d.Address == address, ct);
    }

    /// <summary>Drops the draft of a form that was sent, in the transaction of the change.</summary>
    public async Task Drop(Viewer viewer, string address, CancellationToken ct = default)
    {
        await using var own = open();
        if (await own.Seen<Draft>(viewer).FirstOrDefaultAsync(d => d.Address == address, ct) is not { } draft) return;
        own.Remove(draft);
        await own.Save(ct);
    }

    /// <summary>Whether the form was sent meanwhile: its autosave may arrive after it.</summary>
    internal Task<bool> WasSent(Guid submission, CancellationToken ct) => db.Tables.Set<Submission>().AnyAsync(s => s.Id == submission, ct);

    /// <summary>The fields of a posted form, without the house's own and without passwords.</summary>
    public static string FieldsOf(IFormCollection form) => JsonSerializer.Serialize(form.Where(f => IsKept(f.Key)).ToDictionary(f => f.Key, f => f.Value.ToArray()));

    /// <summary>The same from what the page's script sends: a value for each name, or several.</summary>
    internal static string FieldsOf(JsonElement fields) => JsonSerializer.Serialize(fields.EnumerateObject().Where(f => IsKept(f.Name)).DistinctBy(f => f.Name).ToDictionary(
        f => f.Name, f => f.Value.ValueKind == JsonValueKind.Array ? [.. f.Value.EnumerateArray().Select(Text)] : new[] { Text(f.Value) }));

    static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    static bool IsKept(string name) => name.StartsWith("Posted.", StringComparison.Ordinal) && !name.Contains("assword", StringComparison.Ordinal);
}

/// <summary>Where a page's script keeps what is being written.</summary>
public static class DraftEndpoint
{
    public static void MapDrafts(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/drafts", async (HttpContext http, Drafts drafts, string address, CancellationToken ct) =>
        {
            if (Next.Of(address) != address || http.Request.ContentLength is null or > Draft.FieldsMax * 4) return Results.BadRequest();
            try
            {
                using var body = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: ct);
                if (body.RootElement.ValueKind != JsonValueKind.Object) return Results.BadRequest();
                var sent = body.RootElement.TryGetProperty("Submission", out var id) && id.ValueKind == JsonValueKind.String && id.TryGetGuid(out var submission) && await drafts.WasSent(submission, ct);
                return sent || !(await drafts.Keep(http.Viewer()!, address, Drafts.FieldsOf(body.RootElement), ct)).Failed ? Results.NoContent() : Results.BadRequest();
            }
            catch (JsonException) { return Results.BadRequest(); }
        }).FromOurForms();
}

sealed class DraftMapping : IEntityTypeConfiguration<Draft>
{
    public void Configure(EntityTypeBuilder<Draft> draft)
    {
        draft.ToTable("drafts");
        draft.Property(d => d.Address).HasMaxLength(Draft.AddressMax);
        draft.HasIndex(d => new { d.AccountId, d.Address });
        draft.HasIndex(d => d.At);
    }
}
