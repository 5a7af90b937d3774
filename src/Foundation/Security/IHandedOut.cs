namespace Foundation.Security;

/// <summary>What a room hands out in a person’s name and what works without a sign-in, such as the address of a calendar: it ends where the account is taken back from whoever may have made or seen it.</summary>
public interface IHandedOut
{
    /// <summary>Ends what was made since then, and tells it; the caller saves.</summary>
    Task End(Guid accountId, DateTime since, CancellationToken ct = default);
}
