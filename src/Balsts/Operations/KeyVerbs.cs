using Balsts.Sharing;
using Foundation.Security;

namespace Balsts.Operations;

/// <summary>The key of the installation, changed.</summary>
static class KeyVerbs
{
    public static IEnumerable<Verb> All =>
    [
        new("key renew", "Seals anew under the first key of BALSTS_KEY what others of it sealed, so that they can be let go.", Renew),
    ];

    static async Task<int> Renew(VerbCall call, CancellationToken ct)
    {
        var (keys, notes) = (await call.Get<RenewProtection>().Run(ct), await call.Get<SealAnew>().Run(ct));
        var answer = new { keys, notes };
        return keys.Unopened + notes.Unopened > 0
            ? call.Refused([$"No key of BALSTS_KEY opens {keys.Unopened} keys of sessions and {notes.Unopened} private notes. Put the key back that sealed them, behind the first, and call this again; let none go before."], answer)
            : call.Done($"{keys.Sealed} keys of sessions and {notes.Sealed} private notes are sealed anew. All that is sealed opens with the first key of BALSTS_KEY alone.", answer);
    }
}
