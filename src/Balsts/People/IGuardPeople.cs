using Foundation.Viewers;

namespace Balsts.People;

/// <summary>Whoever writes somebody's e-mail or hands them the link to sign in could become them: the room that gives posts says whom a viewer may not become.</summary>
public interface IGuardPeople
{
    /// <summary>Those of them who hold, or will hold, a post that does not lie below the viewer's, or work where the viewer does not keep the people.</summary>
    Task<IReadOnlySet<Guid>> Beyond(Viewer viewer, IReadOnlyCollection<Guid> people, CancellationToken ct);
}
