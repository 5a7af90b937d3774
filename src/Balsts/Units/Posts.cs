using Foundation.Languages;

namespace Balsts.Units;

/// <summary>The posts people hold. The country pack names them as the country does; the rooms say what rights each carries.</summary>
public enum PostKind
{
    [Sentence("Teacher")] Teacher,
    [Sentence("Head")] Head,
    [Sentence("Deputy head")] Deputy,
    [Sentence("Educational-technology mentor")] TechnologyMentor,
    [Sentence("Learning-area coordinator")] AreaCoordinator,
    [Sentence("Learning consultant")] LearningConsultant,
    [Sentence("Methodologist")] Methodologist,
    [Sentence("Group leader")] GroupLeader,
    [Sentence("Head of professional support")] SupportLead,
    [Sentence("Programme manager")] ProgrammeManager,
    [Sentence("State officer")] StateOfficer,
    [Sentence("Administrator")] Administrator,
    [Sentence("Other post")] Other,
}

/// <summary>Groups of posts that several rooms speak of.</summary>
public static class Posts
{
    /// <summary>Those who support others and plan their months.</summary>
    public static readonly PostKind[] Supporters = [PostKind.TechnologyMentor, PostKind.AreaCoordinator, PostKind.LearningConsultant, PostKind.Methodologist];

    /// <summary>Those who lead an institution.</summary>
    public static readonly PostKind[] Heads = [PostKind.Head, PostKind.Deputy];
}
