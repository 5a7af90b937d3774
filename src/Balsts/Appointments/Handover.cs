using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Appointments;

/// <summary>What one person hands over to the next when a term ends: facts of the work under one appointment, nothing that was said in confidence.</summary>
/// <param name="SuccessorId">Whoever holds the post after it; null while nobody is named.</param>
public sealed record Handover(Guid AppointmentId, string CountryId, Guid PersonId, PostKind Post, Guid UnitId, string Field, int Load, DateOnly StartsOn, DateOnly? EndsOn, Guid? SuccessorId, DateOnly? SuccessorStartsOn);

/// <summary>A line of what is handed over.</summary>
/// <param name="What">Whom or what it is about.</param>
/// <param name="On">The last day of it, or the next.</param>
/// <param name="Note">How often, with whom, how to reach them.</param>
public sealed record HandoverRow(string What, string Where, DateOnly? On, string Note);

/// <summary>A part of what is handed over that a higher room adds: whom the work served, what was promised. Asked only for those who may read the whole.</summary>
public interface IHandoverPart
{
    int Order { get; }

    /// <summary>English msgid.</summary>
    string Title { get; }

    /// <summary>What stands there when there is nothing: an English msgid.</summary>
    string Nothing { get; }

    Task<IReadOnlyList<HandoverRow>> Of(Handover handover, Viewer viewer, CancellationToken ct);
}

/// <summary>Finds what is handed over, for the three who read it: whoever leaves, whoever comes, and those who answer for the unit.</summary>
public sealed class FindHandover(AppDb db, IEnumerable<IHandoverPart> parts)
{
    public async Task<Handover?> One(Guid id, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<Appointment>(Viewer.System).AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, ct) is not { } left || !viewer.Countries.Contains(left.CountryId) || !Posts.Supporters.Contains(left.Post) || viewer.Withheld.Contains(left.PersonId)) return null;
        var next = await db.Seen<Appointment>(Viewer.System).AsNoTracking().Where(a => a.SucceedsId == id && (a.EndsOn == null || a.EndsOn >= viewer.Today)).OrderBy(a => a.StartsOn).FirstOrDefaultAsync(ct);
        if (viewer.PersonId != left.PersonId && viewer.PersonId != next?.PersonId && !viewer.May(AppointmentRights.Handover, left.CountryId, left.UnitId)) return null;
        return new(left.Id, left.CountryId, left.PersonId, left.Post, left.UnitId, left.Field, left.Load, left.StartsOn, left.EndsOn, next?.PersonId, next?.StartsOn);
    }

    public async Task<IReadOnlyList<(IHandoverPart Part, IReadOnlyList<HandoverRow> Rows)>> Parts(Handover handover, Viewer viewer, CancellationToken ct = default)
    {
        var found = new List<(IHandoverPart, IReadOnlyList<HandoverRow>)>();
        Reading.Saw<Appointment>(handover.AppointmentId);
        foreach (var part in parts.OrderBy(p => p.Order)) found.Add((part, await part.Of(handover, viewer, ct)));
        return found;
    }
}
