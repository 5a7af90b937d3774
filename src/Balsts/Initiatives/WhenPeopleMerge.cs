using Balsts.People;
using Foundation.Data;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Initiatives;

/// <summary>Whoever takes part stays in the initiative under the record that remains.</summary>
sealed class WhenPeopleMerge(AppDb db) : IWhenPeopleMerge
{
    public async Task Moved(Guid from, Guid into, Viewer viewer, CancellationToken ct)
    {
        foreach (var participant in await db.Seen<Participant>(Viewer.System).Include(p => p.School).ThenInclude(s => s!.Initiative).Where(p => p.PersonId == from).ToListAsync(ct))
        {
            participant.MoveTo(into);
            db.RecordAt(viewer, new ParticipantChanged(), participant.School!);
            foreach (var tie in await db.Seen<PersonTie>(Viewer.System).Where(t => t.PersonId == from && t.SubjectId == participant.SchoolId).ToListAsync(ct)) tie.MoveTo(into);
        }
        foreach (var school in await db.Seen<InitiativeSchool>(Viewer.System).Include(s => s.Initiative).Where(s => s.ContactPersonId == from).ToListAsync(ct))
        {
            school.ContactMoves(into);
            db.RecordAt(viewer, new AgreementChanged(school.UnitId), school);
        }
    }
}
